package bestow.delivery;

import bestow.testing.FakeTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A provider as the terms promise it, and not a bit better: it may answer, not answer, refuse, be
/// late by up to the settle window, and be out of reach.
final class ModelProvider {

  /// What a call comes back with.
  enum Reply {
    DELIVERED,
    REFUSED,
    NOT_SENT,
    NO_ANSWER,
    NEVER_HEARD
  }

  private final RandomGenerator random;
  private final Terms terms;
  private final FakeTicker ticker;
  private final List<Long> landing = new ArrayList<>();
  private int deliveries;
  private boolean healthy;
  private boolean refusesAll;

  ModelProvider(RandomGenerator random, Terms terms, FakeTicker ticker) {
    this.random = random;
    this.terms = terms;
    this.ticker = ticker;
    this.refusesAll = random.nextInt(5) == 0;
  }

  int deliveries() {
    return deliveries;
  }

  /// Whether something was delivered or still will be.
  boolean mayDeliver() {
    return deliveries > 0 || !landing.isEmpty();
  }

  void heal() {
    healthy = true;
  }

  /// One request to deliver.
  Reply deliver() {
    int fate = healthy ? 0 : random.nextInt(6);
    boolean dealtWith =
        deliveries > 0
            && (terms.kind() == Terms.Kind.SAME_NUMBER
                || terms.kind() == Terms.Kind.LIMIT_AT_SOURCE);
    if (fate == 4) {
      return Reply.NOT_SENT;
    }
    if (fate == 3) {
      // Begins to work on it, long after anybody waits for the answer.
      landing.add(ticker.nanos() + 1_000_000 * random.nextLong(1, terms.settleMillis()));
      return Reply.NO_ANSWER;
    }
    if (dealtWith) {
      boolean limit = terms.kind() == Terms.Kind.LIMIT_AT_SOURCE;
      return fate == 5 ? Reply.NO_ANSWER : limit ? Reply.REFUSED : Reply.DELIVERED;
    }
    if (refusesAll && (fate == 0 || fate == 1)) {
      return Reply.REFUSED;
    }
    deliveries++;
    return fate == 5 ? Reply.NO_ANSWER : Reply.DELIVERED;
  }

  /// One question about the order.
  Reply ask() {
    if (!healthy && random.nextInt(3) == 0) {
      return Reply.NO_ANSWER;
    }
    return deliveries > 0 ? Reply.DELIVERED : Reply.NEVER_HEARD;
  }

  /// How long until something late lands; very long where nothing is late.
  long nextLandingMillis() {
    long next = Long.MAX_VALUE;
    for (var at : landing) {
      next = Math.min(next, Math.max(1, (at - ticker.nanos()) / 1_000_000));
    }
    return next;
  }

  /// Lets land what is late and due.
  void land() {
    int due = 0;
    for (var at : landing) {
      due += at - ticker.nanos() <= 0 ? 1 : 0;
    }
    landing.removeIf(at -> at - ticker.nanos() <= 0);
    boolean once =
        terms.kind() == Terms.Kind.SAME_NUMBER || terms.kind() == Terms.Kind.LIMIT_AT_SOURCE;
    deliveries = once ? Math.max(deliveries, Math.min(1, deliveries + due)) : deliveries + due;
  }
}
