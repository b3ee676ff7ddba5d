package bestow.gateway;

import bestow.wire.quota.HoldRequest;
import bestow.wire.reporting.Step;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How far a claim has come on its way through the house: still on it, or ended at a step with an
/// answer. The first answer ends the walk; later steps are not taken.
///
/// @param <T> what is known of the claim so far
sealed interface Walk<T> {

  /// Takes the next step, unless the claim has been answered.
  <N> Walk<N> then(Function<T, Walk<N>> step);

  /// Ends a claim that can't be had.
  static <T> Walk<T> no(Step at, Refusal refusal, String detail) {
    return new Ended<>(at, new Answer.No(refusal, detail));
  }

  /// Ends a claim for now: it may come again.
  static <T> Walk<T> unavailable(Step at, String detail) {
    return new Ended<>(at, new Answer.No(Refusal.UNAVAILABLE, detail, 1));
  }

  /// Still on its way.
  record On<T>(T known) implements Walk<T> {
    @Override
    public <N> Walk<N> then(Function<T, Walk<N>> step) {
      return step.apply(known);
    }
  }

  /// Answered.
  ///
  /// @param at the step that answered
  record Ended<T>(Step at, Answer answer) implements Walk<T> {
    @Override
    public <N> Walk<N> then(Function<T, Walk<N>> step) {
      return new Ended<>(at, answer);
    }
  }

  /// A claim whose user is known.
  ///
  /// @param at when it counts as made
  record Known(Claim claim, String user, Instant at) {}

  /// A claim whose rules are known too.
  ///
  /// @param offers of the gift, or of each gift of the bundle
  record Ruled(Claim claim, String user, List<Offer> offers) {
    public Ruled {
      offers = List.copyOf(offers);
    }

    /// What quota is asked to hold.
    HoldRequest hold() {
      return request(null);
    }

    /// What quota is asked to hold in the place of the claim's order, which delivery made void.
    HoldRequest insteadOf(String order) {
      return request(order);
    }

    private HoldRequest request(@Nullable String insteadOf) {
      return new HoldRequest(
          claim.campaign(),
          claim.gift(),
          user,
          claim.key(),
          offer().limits(),
          claim.partner(),
          insteadOf);
    }

    /// The gift's, or the first.
    Offer offer() {
      return offers.getFirst();
    }
  }

  /// A claim that has an order.
  ///
  /// @param repeated whether the order was there before this claim
  record Ordered(Claim claim, String user, Offer offer, String order, boolean repeated) {}

  /// A claim of a bundle that has an order for each gift.
  record Bundled(Claim claim, String user, List<Ordered> parts) {
    public Bundled {
      parts = List.copyOf(parts);
    }

    /// The bundle's own number.
    String number() {
      return BundleNumber.of(parts.stream().map(Ordered::order).toList());
    }

    /// Whether all of the orders were there before this claim.
    boolean repeated() {
      return parts.stream().allMatch(Ordered::repeated);
    }
  }
}
