package bestow.delivery;

import bestow.wire.config.Lane;
import bestow.wire.delivery.BundleState;
import java.util.List;

/// A bundle as delivery has written it down: one version of its record, never changed. Only
/// [BundleRules] make a newer version. How its parts stand is in their orders.
///
/// @param number its own number
/// @param wanted what it is
/// @param version from 1, one more with each step
/// @param state where it stands
/// @param reason why it is not given; empty where it is, or may be
/// @param acceptedAt epoch milliseconds of its first step
/// @param changedAt epoch milliseconds of its newest step
/// @param dueAt epoch milliseconds when somebody should look at it; 0 once it is final
record Bundle(
    OrderNumber number,
    Wanted wanted,
    long version,
    BundleState state,
    String reason,
    long acceptedAt,
    long changedAt,
    long dueAt) {

  Bundle {
    if (version < 1) {
      throw new IllegalArgumentException("version >= 1, was " + version);
    }
  }

  /// Whether it has its one final answer.
  boolean isFinal() {
    return switch (state) {
      case DELIVERED, REFUSED -> true;
      case TAKING, REVOCABLE, PIVOT, FORWARD, UNDOING -> false;
    };
  }

  /// Whether it is given, now or in the end.
  boolean isGiven() {
    return switch (state) {
      case FORWARD, DELIVERED -> true;
      case TAKING, REVOCABLE, PIVOT, UNDOING, REFUSED -> false;
    };
  }

  /// The same, never to be looked at again.
  Bundle over() {
    return new Bundle(number, wanted, version, state, reason, acceptedAt, changedAt, 0);
  }

  /// What an order of it is for.
  Asked asked(Part part) {
    return part.asked().partOf(new PartOf(number.value(), part.role()));
  }

  /// What a bundle is. Fixed with its first step.
  ///
  /// @param user whose
  /// @param campaign the campaign's id
  /// @param bundle the bundle's id
  /// @param lane whose workers look after it
  /// @param promisedBy epoch milliseconds
  /// @param parts its gifts, in the campaign's order
  record Wanted(
      String user, String campaign, String bundle, Lane lane, long promisedBy, List<Part> parts) {
    Wanted {
      parts = List.copyOf(parts);
    }

    /// Whether the other is the same bundle for the same user, of the same orders.
    boolean same(Wanted other) {
      return user.equals(other.user)
          && campaign.equals(other.campaign)
          && bundle.equals(other.bundle)
          && numbers().equals(other.numbers());
    }

    private List<OrderNumber> numbers() {
      return parts.stream().map(Part::order).toList();
    }
  }

  /// One of its gifts.
  ///
  /// @param order the number of its order
  /// @param role what hangs on it
  /// @param asked what its order is for, as it was published when the bundle was claimed
  record Part(OrderNumber order, PartOf.Role role, Asked asked) {}
}
