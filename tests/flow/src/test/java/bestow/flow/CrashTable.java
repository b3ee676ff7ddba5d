package bestow.flow;

import bestow.flow.Hop.Side;
import bestow.store.Script;
import java.util.ArrayList;
import java.util.List;

/// The table of crashes: at which steps which process dies.
final class CrashTable {
  static final String WRITE = script(bestow.delivery.Main.class, "write.lua");
  static final String ATTEMPT = "\tattempting\t";

  private static final String HOLD = script(bestow.quota.Main.class, "hold.lua");
  private static final String SETTLE = script(bestow.quota.Main.class, "settle.lua");
  private static final String PROMISE = script(bestow.quota.Main.class, "promise.lua");
  private static final String OUTCOME = "\tdelivered\t";
  private static final String RELEASE = "released";
  private static final String REFUSAL = "\trefused\t";
  private static final String TOMBSTONE = "\tvoid\t";
  private static final String ACCEPTED = "\taccepted\t";
  private static final String WISH = "\trevoking\t";
  private static final String REVOKED = "\trevoked\t";

  private CrashTable() {}

  /// A step, and who dies at it.
  ///
  /// @param when the step, for whoever reads the table
  /// @param way on which the bytes go that are held while it dies
  /// @param words which all stand in what is asked there
  record Crash(String victim, String when, String way, Side side, List<String> words) {
    @Override
    public String toString() {
      return victim + " dies " + when;
    }
  }

  /// Each step of a claim whose user comes back.
  static List<Crash> ofAClaim() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "gateway",
            step("before quota is asked", "quota", Side.QUESTION, "/v1/hold"),
            step("before it hears of its hold", "quota", Side.ANSWER, "/v1/hold"),
            step("before delivery is asked", "delivery", Side.QUESTION, "/v1/deliver"),
            step("before it hears and answers", "delivery", Side.ANSWER, "/v1/deliver"),
            step("before the order is confirmed", "quota", Side.QUESTION, "/v1/settle"),
            step("before it hears of that", "quota", Side.ANSWER, "/v1/settle")));
    for (var dies : List.of("quota", "redis-quota")) {
      table.addAll(
          steps(
              dies,
              step("before the hold is written", "redis-quota", Side.QUESTION, HOLD),
              step("after the hold is written", "redis-quota", Side.ANSWER, HOLD),
              step("before the confirmation is written", "redis-quota", Side.QUESTION, SETTLE),
              step("after the confirmation is written", "redis-quota", Side.ANSWER, SETTLE)));
    }
    for (var dies : List.of("delivery", "redis-delivery")) {
      table.addAll(
          steps(
              dies,
              step(
                  "before the attempt is written", "redis-delivery", Side.QUESTION, WRITE, ATTEMPT),
              step("after the attempt is written", "redis-delivery", Side.ANSWER, WRITE, ATTEMPT),
              step(
                  "before the outcome is written", "redis-delivery", Side.QUESTION, WRITE, OUTCOME),
              step("after the outcome is written", "redis-delivery", Side.ANSWER, WRITE, OUTCOME)));
    }
    for (var dies : List.of("delivery", "provider")) {
      table.addAll(
          steps(
              dies,
              step("before the provider has a byte", "provider", Side.QUESTION, "/gifts"),
              step("once the provider has delivered", "provider", Side.ANSWER, "/gifts")));
    }
    table.addAll(
        steps(
            "delivery",
            step("before it has the order", "delivery", Side.QUESTION, "/v1/deliver"),
            step("before it answers", "delivery", Side.ANSWER, "/v1/deliver")));
    return table;
  }

  /// Each step by which what a provider refused is given back.
  static List<Crash> ofARefusal() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "gateway",
            step("before the release is asked for", "quota", Side.QUESTION, "/v1/settle"),
            step("before it hears of that", "quota", Side.ANSWER, "/v1/settle")));
    for (var dies : List.of("quota", "redis-quota")) {
      table.addAll(
          steps(
              dies,
              step("before the release is written", "redis-quota", Side.QUESTION, SETTLE, RELEASE),
              step("after the release is written", "redis-quota", Side.ANSWER, SETTLE, RELEASE)));
    }
    for (var dies : List.of("delivery", "redis-delivery")) {
      table.addAll(
          steps(
              dies,
              step(
                  "before the refusal is written", "redis-delivery", Side.QUESTION, WRITE, REFUSAL),
              step("after the refusal is written", "redis-delivery", Side.ANSWER, WRITE, REFUSAL)));
    }
    table.addAll(
        steps("delivery", step("once it was refused", "provider", Side.ANSWER, "POST /gifts")));
    return table;
  }

  /// Each step of a hold whose user does not come back.
  static List<Crash> ofAnAbandonedHold() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "quota",
            step("before it asks what became of it", "delivery", Side.QUESTION, "/v1/questions"),
            step("before it hears", "delivery", Side.ANSWER, "/v1/questions"),
            step("before the release is written", "redis-quota", Side.QUESTION, SETTLE),
            step("after the release is written", "redis-quota", Side.ANSWER, SETTLE)));
    table.addAll(
        steps(
            "delivery",
            step("before the tombstone is written", "redis-delivery", Side.QUESTION, TOMBSTONE),
            step("after the tombstone is written", "redis-delivery", Side.ANSWER, TOMBSTONE)));
    return table;
  }

  /// The steps of a claim whose delivery is in doubt, and that is promised.
  static List<Crash> ofAPromise() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "gateway",
            step("before quota is asked for a promise", "quota", Side.QUESTION, "/v1/promise"),
            step("before it hears of its promise", "quota", Side.ANSWER, "/v1/promise")));
    for (var dies : List.of("quota", "redis-quota")) {
      table.addAll(
          steps(
              dies,
              step("before the promise is written", "redis-quota", Side.QUESTION, PROMISE),
              step("after the promise is written", "redis-quota", Side.ANSWER, PROMISE)));
    }
    return table;
  }

  /// The steps of a claim that is accepted, and of the worker that goes on with it.
  static List<Crash> ofAQueuedOrder() {
    var table = new ArrayList<Crash>();
    for (var dies : List.of("delivery", "redis-delivery")) {
      table.addAll(
          steps(
              dies,
              step("before it is accepted", "redis-delivery", Side.QUESTION, WRITE, ACCEPTED),
              step("once it is accepted", "redis-delivery", Side.ANSWER, WRITE, ACCEPTED),
              step("before its worker's attempt", "redis-delivery", Side.QUESTION, WRITE, ATTEMPT),
              step("after its worker's attempt", "redis-delivery", Side.ANSWER, WRITE, ATTEMPT),
              step("before its outcome", "redis-delivery", Side.QUESTION, WRITE, OUTCOME)));
    }
    table.addAll(
        steps(
            "delivery",
            step("once the provider has delivered", "provider", Side.ANSWER, "POST /gifts")));
    return table;
  }

  /// The steps by which a delivered order is taken back.
  static List<Crash> ofARevocation() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "redis-delivery",
            step("before the wish is written", "redis-delivery", Side.QUESTION, WRITE, WISH),
            step("before its end is written", "redis-delivery", Side.QUESTION, WRITE, REVOKED)));
    table.addAll(
        steps(
            "delivery",
            step("once the wish is written", "redis-delivery", Side.ANSWER, WRITE, WISH),
            step("once the provider took it back", "provider", Side.ANSWER, "DELETE /gifts")));
    table.addAll(
        steps(
            "provider",
            step("before it has a byte of the wish", "provider", Side.QUESTION, "DELETE /gifts"),
            step("once it took it back", "provider", Side.ANSWER, "DELETE /gifts")));
    return table;
  }

  /// Of a claim at a provider that has to be asked before it is sent to again.
  static List<Crash> ofAnAskedProvider() {
    return steps(
        "delivery",
        step("once the provider has delivered", "provider", Side.ANSWER, "POST /gifts"));
  }

  private static List<Crash> steps(String victim, Crash... steps) {
    return List.of(steps).stream()
        .map(step -> new Crash(victim, step.when(), step.way(), step.side(), step.words()))
        .toList();
  }

  private static Crash step(String when, String way, Side side, String... words) {
    return new Crash("", when, way, side, List.of(words));
  }

  private static String script(Class<?> neighbour, String file) {
    return Script.load(neighbour, file).digest();
  }
}
