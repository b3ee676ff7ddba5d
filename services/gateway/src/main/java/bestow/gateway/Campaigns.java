package bestow.gateway;

import static java.util.stream.Collectors.toUnmodifiableMap;

import bestow.wire.config.Campaign;
import bestow.wire.config.Published;
import bestow.wire.config.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The published set, worked out for claims. Immutable: a newer set is another object.
final class Campaigns {
  /// Before anything was ever published or copied.
  static final Campaigns NONE = of(new Snapshot(0, List.of()));

  private final long version;
  private final Map<String, Entry> entries;

  private Campaigns(long version, Map<String, Entry> entries) {
    this.version = version;
    this.entries = entries;
  }

  static Campaigns of(Snapshot snapshot) {
    var entries = new TreeMap<String, Entry>();
    for (Published published : snapshot.campaigns()) {
      entries.put(published.campaign().campaign(), Entry.of(published, snapshot.version()));
    }
    return new Campaigns(snapshot.version(), entries);
  }

  long version() {
    return version;
  }

  /// The campaign of that id, if it is published.
  Optional<Campaign> campaign(String id) {
    return Optional.ofNullable(entries.get(id)).map(Entry::campaign);
  }

  /// The offers of what is claimed: the gift's, or those of the bundle's gifts; none where there is
  /// no such thing.
  List<Offer> offers(Claim claim) {
    return claim.isBundle()
        ? bundle(claim.campaign(), claim.bundle())
        : offer(claim.campaign(), claim.gift()).stream().toList();
  }

  /// The gift of that campaign, if both are published.
  Optional<Offer> offer(String campaign, String gift) {
    return Optional.ofNullable(entries.get(campaign)).map(entry -> entry.offers().get(gift));
  }

  /// The gifts of that campaign's bundle, in its order; none if there is no such bundle.
  private List<Offer> bundle(String campaign, String bundle) {
    return Optional.ofNullable(entries.get(campaign)).stream()
        .flatMap(entry -> entry.campaign().bundles().stream())
        .filter(each -> each.bundle().equals(bundle))
        .flatMap(each -> each.gifts().stream())
        .map(gift -> offer(campaign, gift).orElseThrow())
        .toList();
  }

  /// Every published campaign, by id.
  Collection<Campaign> all() {
    return entries.values().stream().map(Entry::campaign).toList();
  }

  private record Entry(Campaign campaign, Map<String, Offer> offers) {
    static Entry of(Published published, long version) {
      var campaign = published.campaign();
      var offers =
          campaign.gifts().stream()
              .map(gift -> Offer.of(published, gift, version))
              .collect(toUnmodifiableMap(offer -> offer.gift().gift(), Function.identity()));
      return new Entry(campaign, offers);
    }
  }
}
