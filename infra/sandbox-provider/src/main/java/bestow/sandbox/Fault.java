package bestow.sandbox;

/// The ways in which the provider can misbehave. Each hits a share of the requests; some have a
/// number of their own.
enum Fault {
  /// Answers late, whatever the answer: `millis`.
  LATENCY("latency", "millis", 0, 60_000, 100),
  /// Is silent for `afterMillis` and only then delivers: a late success.
  LATE_SUCCESS("lateSuccess", "afterMillis", 0, 600_000, 8_000),
  /// Stops reading before the body, does nothing, and hangs up after `millis`.
  READ_STALL("readStall", "millis", 0, 600_000, 8_000),
  /// Does nothing and answers `status`.
  ERROR("error", "status", 500, 599, 500),
  /// Refuses for good with `status`, and delivers nothing.
  REFUSE("refuse", "status", 400, 499, 422),
  /// Does nothing and resets the connection.
  RESET("reset"),
  /// Delivers and resets the connection in place of an answer.
  LOST_ANSWER("lostAnswer"),
  /// Delivers and answers bytes that are no HTTP.
  GARBAGE("garbage"),
  /// Refuses connections: nobody listens for that share of every second, and what was open is
  /// closed.
  CONNECT_REFUSAL("connectRefusal");

  private final String member;
  private final String number;
  private final int min;
  private final int max;
  private final int usual;

  Fault(String member) {
    this(member, "", 0, 0, 0);
  }

  Fault(String member, String number, int min, int max, int usual) {
    this.member = member;
    this.number = number;
    this.min = min;
    this.max = max;
    this.usual = usual;
  }

  /// Its name in JSON.
  String member() {
    return member;
  }

  /// The name of its number in JSON, empty where it has none.
  String number() {
    return number;
  }

  /// The least its number may be.
  int min() {
    return min;
  }

  /// The most its number may be.
  int max() {
    return max;
  }

  /// Its number where none is given.
  int usual() {
    return usual;
  }

  /// Whether a request that it hits can be hit by no other: all but the delay and the closed door.
  boolean excludesOthers() {
    return switch (this) {
      case LATENCY, CONNECT_REFUSAL -> false;
      case LATE_SUCCESS, READ_STALL, ERROR, REFUSE, RESET, LOST_ANSWER, GARBAGE -> true;
    };
  }
}
