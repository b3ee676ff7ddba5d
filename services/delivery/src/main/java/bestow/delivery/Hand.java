package bestow.delivery;

import bestow.mesh.CallContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/// By whom a step was written down, for whoever looks into it later.
///
/// @param instance which instance of delivery; empty where it isn't known
/// @param trace the trace that it is seen in; empty where it was not traced
/// @param span the span of that trace; empty where it was not traced
record Hand(String instance, String trace, String span) {

  /// Nobody's: the step is older than this note of it.
  static final Hand UNKNOWN = new Hand("", "", "");

  /// Of the work that runs here now.
  static Hand of(String instance) {
    // What only tells of a step must not keep it from being done.
    var context = CallContext.isBound() ? CallContext.current().trace() : Context.root();
    var span = Span.fromContext(context);
    var seen = span.getSpanContext();
    return span.isRecording()
        ? new Hand(instance, seen.getTraceId(), seen.getSpanId())
        : new Hand(instance, "", "");
  }

  boolean isKnown() {
    return !instance.isEmpty();
  }

  boolean isTraced() {
    return !trace.isEmpty();
  }

  /// What is done later because of it goes on with its trace; with none where it was not traced.
  Context after() {
    return isTraced()
        ? Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        trace, span, TraceFlags.getSampled(), TraceState.getDefault())))
        : Context.root();
  }
}
