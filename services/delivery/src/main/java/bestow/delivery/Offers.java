package bestow.delivery;

import bestow.wire.config.Gift;
import bestow.wire.config.Provider;
import bestow.wire.config.Published;
import bestow.wire.config.Snapshot;
import bestow.wire.quota.HoldRequest.Limits;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Everything that is published, worked out for deliveries. Immutable: a newer set is another
/// object.
final class Offers {

  /// As many as any campaign may give a user.
  private static final int PER_USER_MAX = 1_000;

  /// Before anything was published.
  static final Offers NONE = new Offers(Map.of(), Map.of(), Map.of());

  private final Map<Key, Offer> offers;
  private final Map<Key, Limits> limits;
  private final Map<String, Instant> ends;

  private Offers(Map<Key, Offer> offers, Map<Key, Limits> limits, Map<String, Instant> ends) {
    this.offers = Map.copyOf(offers);
    this.limits = Map.copyOf(limits);
    this.ends = Map.copyOf(ends);
  }

  /// Works out what is published.
  ///
  /// @param suppliers makes the way to a provider, or finds it where it was made before
  static Offers of(Snapshot snapshot, Suppliers suppliers) {
    var offers = new HashMap<Key, Offer>();
    var limits = new HashMap<Key, Limits>();
    var ends = new HashMap<String, Instant>();
    for (var published : snapshot.campaigns()) {
      var campaign = published.campaign();
      ends.put(campaign.campaign(), campaign.window().to().toInstant());
      add(published, suppliers, offers);
      for (var gift : campaign.gifts()) {
        limits.put(new Key(campaign.campaign(), gift.gift()), beyond(published, gift));
      }
    }
    return new Offers(offers, limits, ends);
  }

  /// The gift of that campaign, if both are published.
  Optional<Offer> find(String campaign, String gift) {
    return Optional.ofNullable(offers.get(new Key(campaign, gift)));
  }

  /// What quota holds the gift under that a person gives, if it is published: its stock and its
  /// daily limit, whatever its user has had.
  Optional<Limits> limits(String campaign, String gift) {
    return Optional.ofNullable(limits.get(new Key(campaign, gift)));
  }

  private static Limits beyond(Published published, Gift gift) {
    var window = published.campaign().window();
    return new Limits(
        published.revision(),
        gift.stock(),
        gift.daily(),
        PER_USER_MAX,
        gift.perUser().per(),
        gift.buckets(),
        window.from().getOffset().getTotalSeconds(),
        window.to().toInstant().toEpochMilli());
  }

  /// When that campaign ends, if it is published.
  Optional<Instant> end(String campaign) {
    return Optional.ofNullable(ends.get(campaign));
  }

  private static void add(Published published, Suppliers suppliers, Map<Key, Offer> offers) {
    var campaign = published.campaign();
    var providers = new HashMap<String, Provider>();
    for (var provider : campaign.providers()) {
      providers.put(provider.provider(), provider);
    }
    for (var gift : campaign.gifts()) {
      var provider = Optional.ofNullable(providers.get(gift.provider()));
      var offer =
          provider
              .map(found -> suppliers.offer(gift, found))
              .orElseGet(() -> new Offer.Shut("no provider is called " + gift.provider()));
      offers.put(new Key(campaign.campaign(), gift.gift()), offer);
    }
  }

  /// Makes the way to a provider.
  interface Suppliers {
    Offer offer(Gift gift, Provider provider);
  }

  private record Key(String campaign, String gift) {}
}
