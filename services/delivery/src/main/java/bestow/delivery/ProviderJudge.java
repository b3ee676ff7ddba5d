package bestow.delivery;

import bestow.delivery.Finding.Kind;
import java.util.Optional;

/// Says what is to be done about an order, by what delivery has of it and what its provider says,
/// in a statement or when it is asked. Pure.
final class ProviderJudge {

  private ProviderJudge() {}

  /// What a provider says of an order.
  sealed interface Said {
    /// It delivered it.
    ///
    /// @param provider which one
    /// @param receipt its word for it; empty where it gives none
    /// @param quantity how many units; 0 where it does not say
    record Delivered(String provider, String receipt, int quantity) implements Said {}

    /// It never heard of it.
    record NeverHeard() implements Said {}
  }

  /// What is to be done.
  sealed interface Judgement {
    /// Nothing: they agree.
    record Agree() implements Judgement {}

    /// It is delivered: proof of delivery wins over everything that is not final.
    record Prove(String receipt) implements Judgement {}

    /// A person has to look.
    record Ask(Kind kind, String ours, String theirs, String deed) implements Judgement {}
  }

  static Judgement of(Optional<Order> order, Said said) {
    return switch (said) {
      case Said.Delivered delivered ->
          order.map(found -> delivered(found, delivered)).orElseGet(() -> unknown(delivered));
      case Said.NeverHeard() ->
          order
              .filter(ProviderJudge::isDelivered)
              .<Judgement>map(ProviderJudge::unheard)
              .orElseGet(Judgement.Agree::new);
    };
  }

  private static Judgement unknown(Said.Delivered said) {
    return new Judgement.Ask(
        Kind.ONLY_THEIRS,
        "unknown",
        word(said),
        "Delivery never had it: lost with its store, or not sent from here; ask the provider whose"
            + " it is before it is paid for.");
  }

  private static Judgement unheard(Order order) {
    return new Judgement.Ask(
        Kind.ONLY_OURS,
        word(order),
        "unknown",
        "The provider answered that it delivered and does not know of it now: show it the receipt,"
            + " and have the gift made good where nobody got it.");
  }

  private static Judgement delivered(Order order, Said.Delivered said) {
    var asked = order.asked();
    if (order.attempt() == 0 || !asked.target().startsWith(said.provider() + "@")) {
      return differ(
          order, said, "It was never sent to this provider: ask the provider whose it is.");
    }
    return switch (order.state()) {
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, PRESUMED ->
          new Judgement.Prove(said.receipt());
      case REFUSED, VOID ->
          differ(
              order,
              said,
              "It is delivered although it was refused and its unit went back: one more was given"
                  + " away than booked; lower the stock by one, or have it taken back.");
      case REVOKING, REVOKED -> new Judgement.Agree();
      case DELIVERED -> {
        var receipt = order.answer().receipt();
        boolean same = receipt.isEmpty() || said.receipt().isEmpty();
        if (!same && !receipt.equals(said.receipt())) {
          yield differ(order, said, "The receipts differ: it may be delivered twice.");
        }
        yield said.quantity() == 0 || said.quantity() == asked.quantity()
            ? new Judgement.Agree()
            : differ(order, said, "The quantities differ.");
      }
    };
  }

  private static Judgement differ(Order order, Said.Delivered said, String deed) {
    return new Judgement.Ask(Kind.DIFFERS, word(order), word(said), deed);
  }

  private static boolean isDelivered(Order order) {
    return switch (order.state()) {
      case DELIVERED -> true;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, PRESUMED, REFUSED, VOID, REVOKING, REVOKED ->
          false;
    };
  }

  /// What delivery has, in a few words.
  static String word(Order order) {
    return "%s by %s, receipt %s, quantity %d"
        .formatted(
            order.state().word(),
            order.asked().target(),
            order.answer().receipt().isEmpty() ? "none" : order.answer().receipt(),
            order.asked().quantity());
  }

  /// What the provider has, in a few words.
  static String word(Said.Delivered said) {
    return "delivered by %s, receipt %s, quantity %s"
        .formatted(
            said.provider(),
            said.receipt().isEmpty() ? "none" : said.receipt(),
            said.quantity() == 0 ? "not told" : Integer.toString(said.quantity()));
  }
}
