package bestow.mesh;

import io.opentelemetry.context.Context;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/// What every piece of work has from whoever asked for it: until when, as part of which trace, and
/// how much it matters. The one scoped value of the code base. A new thread does not see it by
/// itself: hand work over with [#carry(Callable)].
///
/// @param deadline until when the asker waits
/// @param trace the span that this work is part of, always passed on by hand and never through a
///     thread
/// @param criticality how much the work matters
/// @param marks what must not be done for it again
public record CallContext(
    Deadline deadline, Context trace, Criticality criticality, Set<Mark> marks) {

  private static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();

  public CallContext {
    marks = Set.copyOf(marks);
  }

  /// The context of work that bears no mark.
  public CallContext(Deadline deadline, Context trace, Criticality criticality) {
    this(deadline, trace, criticality, Set.of());
  }

  /// The context of work that nobody asked for, such as a background loop: part of no trace yet.
  public static CallContext root(Deadline deadline, Criticality criticality) {
    return new CallContext(deadline, Context.root(), criticality);
  }

  /// The context that the running work is bound to.
  ///
  /// @throws IllegalStateException where there is none: the caller forgot to carry it over or to
  ///     make a root
  public static CallContext current() {
    if (!CURRENT.isBound()) {
      throw new IllegalStateException(
          "No CallContext is bound here: hand work to a thread by carry(), or start from root()");
    }
    return CURRENT.get();
  }

  /// Whether the running work has a context.
  public static boolean isBound() {
    return CURRENT.isBound();
  }

  /// The same context with the earlier one of the two deadlines.
  public CallContext within(Deadline other) {
    return new CallContext(deadline.earlier(other), trace, criticality, marks);
  }

  /// The same context as part of another span.
  public CallContext traced(Context span) {
    return new CallContext(deadline, span, criticality, marks);
  }

  /// The same context at another criticality.
  public CallContext at(Criticality other) {
    return new CallContext(deadline, trace, other, marks);
  }

  /// The same context with one more mark.
  public CallContext marked(Mark mark) {
    if (marks.contains(mark)) {
      return this;
    }
    if (marks.isEmpty()) {
      // Every call that may be repeated comes by here.
      return new CallContext(deadline, trace, criticality, Set.of(mark));
    }
    var more = EnumSet.of(mark);
    more.addAll(marks);
    return new CallContext(deadline, trace, criticality, more);
  }

  /// Does the work in this context and gives its result.
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /// Does the work in this context.
  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  /// The task, bound to this context on whichever thread it will run.
  public <T> Callable<T> carry(Callable<T> task) {
    return () -> call(task::call);
  }

  /// The task, bound to this context on whichever thread it will run.
  public Runnable carry(Runnable task) {
    return () -> run(task);
  }
}
