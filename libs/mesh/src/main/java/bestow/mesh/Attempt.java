package bestow.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// One try to get a call through, and what the stages have found out about it so far. Each stage
/// hands on a copy that knows more.
///
/// @param callee the name of whom it is for
/// @param call what is wanted
/// @param context for whom
/// @param number which attempt of the call it is, from 1
/// @param startNanos when it began, as a reading of the ticker
/// @param deadline when it is given up
/// @param avoid who has failed at the call before
/// @param instance who shall answer it
/// @param told who wants to know whom it goes to
record Attempt(
    String callee,
    Call call,
    CallContext context,
    int number,
    long startNanos,
    Deadline deadline,
    Optional<Instance> avoid,
    Optional<Instance> instance,
    Consumer<Instance> told) {

  /// The first attempt of a call, of which nothing is known but its asker.
  static Attempt first(String callee, Call call, long nowNanos) {
    var context = CallContext.current();
    return new Attempt(
        callee,
        call,
        context,
        1,
        nowNanos,
        context.deadline(),
        Optional.empty(),
        Optional.empty(),
        Attempt::tellNobody);
  }

  /// The next attempt of the same call, after one that `failed` has failed at.
  Attempt again(Optional<Instance> failed, long nowNanos) {
    return new Attempt(
        callee,
        call,
        context,
        number + 1,
        nowNanos,
        context.deadline(),
        failed.or(() -> avoid),
        Optional.empty(),
        Attempt::tellNobody);
  }

  Attempt in(CallContext other) {
    return new Attempt(callee, call, other, number, startNanos, deadline, avoid, instance, told);
  }

  Attempt until(Deadline other) {
    return new Attempt(callee, call, context, number, startNanos, other, avoid, instance, told);
  }

  /// The same, telling `other` whom it goes to.
  Attempt telling(Consumer<Instance> other) {
    return new Attempt(callee, call, context, number, startNanos, deadline, avoid, instance, other);
  }

  Attempt to(Instance picked) {
    told.accept(picked);
    return new Attempt(
        callee, call, context, number, startNanos, deadline, avoid, Optional.of(picked), told);
  }

  /// What is wanted of the instance that will be chosen.
  Wish wish() {
    var wish = call.repeat() == Repeat.HARMLESS ? Wish.fitForProbe() : Wish.plain();
    var within = Mark.isHandedOn(context.marks()) ? wish.within(View.Reach.OWN_PLANE) : wish;
    return avoid.map(within::not).orElse(within);
  }

  /// How it went.
  ///
  /// @param endNanos when it ended, as a reading of the ticker
  Trail trail(Phase phase, long bytesSent, long endNanos) {
    var elapsed = Duration.ofNanos(endNanos - startNanos);
    return new Trail(callee, instance, number, phase, bytesSent, elapsed);
  }

  /// Its outcome when it ends before a byte was sent.
  Outcome notSent(String why, Phase phase, Ticker ticker) {
    return new Outcome.NotSent(why, trail(phase, 0, ticker.nanos()));
  }

  /// Whom it is for, as messages name it.
  String peer() {
    return instance.map(picked -> callee + " " + picked.address()).orElse(callee);
  }

  private static void tellNobody(Instance picked) {}
}
