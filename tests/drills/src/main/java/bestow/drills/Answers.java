package bestow.drills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a crowd was answered, claim by claim. Times are nanoseconds since the drill began, and a
/// claim counts at the moment it was due, so that nothing that was held up is left out. For any
/// number of threads.
final class Answers {
  /// One claim's answer.
  ///
  /// @param user whose
  /// @param due when it was to be sent
  /// @param nanos from then to its answer
  /// @param status 0 where the connection broke before an answer
  /// @param order its order number; empty where there is none
  record One(String user, long due, long nanos, int status, String order) {
    /// When it was answered, or broke.
    long end() {
      return due + nanos;
    }

    /// Whether the gift was delivered or is promised.
    boolean isGood() {
      return status == 200 || status == 202;
    }
  }

  /// A stretch of a drill.
  record Span(long from, long to) {
    /// As long as `time`, from a moment on.
    static Span after(long moment, Duration time) {
      return new Span(moment, moment + time.toNanos());
    }

    boolean has(long moment) {
      return moment >= from && moment < to;
    }

    double seconds() {
      return (to - from) / 1e9;
    }
  }

  private final List<One> all = new ArrayList<>();

  synchronized void add(One one) {
    all.add(one);
  }

  synchronized List<One> all() {
    return List.copyOf(all);
  }

  /// The order that was told last.
  synchronized Optional<One> newestOrder() {
    return all.reversed().stream().filter(one -> !one.order().isEmpty()).findFirst();
  }

  /// How many orders were told.
  long orders() {
    return all().stream().map(One::order).filter(order -> !order.isEmpty()).distinct().count();
  }

  /// How many claims of a stretch have this about them.
  int count(Span span, Predicate<One> what) {
    return (int) within(span).filter(what).count();
  }

  /// How many of a stretch were not answered well.
  int failed(Span span) {
    return count(span, one -> !one.isGood());
  }

  /// The share of a drill's claims that were answered well, in percent, from its start to `end`,
  /// but for what was due or ended within `grace` after each of these moments: what is under way at
  /// a kill fails by it as well as what comes then.
  double percentBut(Duration grace, List<Long> moments, long end) {
    var spared = moments.stream().map(moment -> Span.after(moment, grace)).toList();
    return good(
        all().stream()
            .filter(one -> one.due() < end)
            .filter(
                one ->
                    spared.stream().noneMatch(span -> span.has(one.due()) || span.has(one.end()))));
  }

  /// The share of a stretch's claims that were answered well, in percent; NaN without claims.
  double percent(Span span) {
    return good(within(span));
  }

  /// Whether claims came in a stretch and all went well.
  boolean isCalm(Span span) {
    return count(span, One::isGood) > 0 && failed(span) == 0;
  }

  /// How many claims a second of a stretch were answered well.
  double throughput(Span span) {
    return count(span, One::isGood) / span.seconds();
  }

  /// The time within which this share of a stretch's claims were answered, in milliseconds; NaN
  /// without claims.
  double millis(double share, Span span) {
    var nanos = within(span).mapToLong(One::nanos).sorted().toArray();
    return nanos.length == 0
        ? Double.NaN
        : nanos[Math.min(nanos.length - 1, (int) (share * nanos.length))] / 1e6;
  }

  /// The orders that were answered 200.
  List<String> delivered() {
    return all().stream().filter(one -> one.status() == 200).map(One::order).distinct().toList();
  }

  /// Of these at one moment: while a drill plays, more come.
  private static double good(Stream<One> claims) {
    var counted = claims.toList();
    long good = counted.stream().filter(One::isGood).count();
    return counted.isEmpty() ? Double.NaN : 100.0 * good / counted.size();
  }

  private Stream<One> within(Span span) {
    return all().stream().filter(one -> span.has(one.due()));
  }
}
