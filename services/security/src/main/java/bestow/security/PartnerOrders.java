package bestow.security;

import bestow.security.PartnerStore.Arrival;
import bestow.security.PartnerStore.Looked;
import bestow.security.PartnerStore.Remembered;
import bestow.server.Secret;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidCheckRequest;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import bestow.wire.security.Partners;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of paid orders: whose they are, whether they are sent now and for the first time, and
/// which of a partner's sequence never came to an answer. For any number of threads.
final class PartnerOrders {
  private static final int GAPS_LISTED_MAX = 100;

  // Stands in for partners that there are not, so that these take as long to refuse.
  private static final Partner NOBODY =
      new Partner("nobody", List.of(new Secret("-".repeat(32))), Set.of("*"), 1);

  private final Map<String, Partner> partners;
  private final PartnerStore store;
  private final InstantSource clock;
  private final Duration window;
  private final Duration gapAfter;

  PartnerOrders(PartnerSettings settings, PartnerStore store, InstantSource clock) {
    this.partners = settings.partners();
    this.store = store;
    this.clock = clock;
    this.window = settings.window();
    this.gapAfter = settings.gapAfter();
  }

  /// Whether an order is its partner's and sent now; its nonce is used from then on.
  Told<PaidCheckReply> check(PaidCheckRequest order) {
    var partner = Optional.ofNullable(partners.get(order.partner()));
    boolean signed = partner.orElse(NOBODY).signed(message(order), order.signature());
    if (!signed || partner.isEmpty()) return new Told.Answer<>(new PaidCheckReply.Unproven());
    if (!partner.get().mayGive(order.campaign())) {
      return new Told.Answer<>(new PaidCheckReply.NotEntitled());
    }
    long now = clock.millis();
    long signedAt = Math.multiplyExact(1000L, Math.min(order.timestamp(), Long.MAX_VALUE / 1000));
    if (Math.abs(now - signedAt) > window.toMillis()) {
      return new Told.Answer<>(new PaidCheckReply.Untimely((int) window.toSeconds()));
    }
    // Once more the window, for instances of ours whose clock goes behind.
    long forgetAt = signedAt + 2 * window.toMillis();
    var arrival =
        new Arrival(
            order.partner(), order.nonce(), forgetAt, order.sequence(), partner.get().first());
    return switch (store.remember(arrival, now)) {
      case Remembered.New() -> new Told.Answer<>(new PaidCheckReply.Theirs());
      case Remembered.Before() -> new Told.Answer<>(new PaidCheckReply.Replayed());
      case Remembered.Full(long waitMillis) ->
          new Told.Answer<>(new PaidCheckReply.TooMany((int) Math.ceilDiv(waitMillis, 1000L)));
      case Remembered.Unavailable _ -> new Told.Refused<>();
      case Remembered.InDoubt _ -> new Told.InDoubt<>();
    };
  }

  /// An order has its answer.
  Told<PaidTakenReply> taken(PaidTakenRequest order) {
    if (!partners.containsKey(order.partner())) {
      return new Told.Answer<>(new PaidTakenReply.Unknown());
    }
    return switch (store.take(order.partner(), order.sequence(), clock.millis())) {
      case NOTED -> new Told.Answer<>(new PaidTakenReply.Noted());
      // It may have been noted all the same; to note it again does no harm.
      case UNAVAILABLE -> new Told.InDoubt<>();
    };
  }

  /// How every partner's stream stands, by name.
  Told<Partners> all() {
    var all = new ArrayList<Partners.Partner>(partners.size());
    for (Partner partner : sorted()) {
      switch (look(partner.name())) {
        case Looked.Stream stream -> all.add(shown(partner, stream));
        case Looked.Unavailable _ -> {
          return new Told.Refused<>();
        }
      }
    }
    return new Told.Answer<>(new Partners(all));
  }

  /// How one partner's stream stands; young gaps are orders under way, and do not count.
  Looked look(String partner) {
    return store.look(partner, clock.millis() - gapAfter.toMillis(), GAPS_LISTED_MAX);
  }

  /// What a partner signs: what the order is sent to, by whom, when, and every byte of it.
  static String message(PaidCheckRequest order) {
    return String.join(
        "\n",
        "POST /v1/paid-orders",
        order.partner(),
        Long.toString(order.timestamp()),
        order.nonce(),
        order.body());
  }

  private List<Partner> sorted() {
    return partners.values().stream().sorted(Comparator.comparing(Partner::name)).toList();
  }

  private static Partners.Partner shown(Partner partner, Looked.Stream stream) {
    return new Partners.Partner(
        partner.name(),
        Math.max(stream.highest(), partner.first() - 1),
        stream.lastTakenAt(),
        stream.missing(),
        stream.gaps(),
        stream.forgotten());
  }

  /// What a door is told to answer.
  ///
  /// @param <R> its reply
  sealed interface Told<R> {
    record Answer<R>(R reply) implements Told<R> {}

    /// The store can't be reached, and nothing was begun.
    record Refused<R>() implements Told<R> {}

    /// Nobody knows whether the store did it.
    record InDoubt<R>() implements Told<R> {}
  }
}
