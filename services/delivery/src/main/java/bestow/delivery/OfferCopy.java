package bestow.delivery;

import bestow.mesh.Callee;
import bestow.mesh.Replica;
import bestow.server.Platform;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/// Delivery's own copy of what is published, so that orders are delivered when config is gone.
final class OfferCopy {

  private static final Codec<Snapshot> SNAPSHOTS = Json.codec(Snapshot.class);

  // Below the 30 s that config lets a question stay open, and below the callee's read timeout.
  private static final Duration POLL = Duration.ofSeconds(25);

  private OfferCopy() {}

  static Replica<Offers> follow(
      Callee config, Path folder, Providers providers, Platform platform) {
    return Replica.follow(
        config,
        new Replica.Source("/v1/published", POLL, folder, "published"),
        bytes -> read(bytes, providers),
        new Replica.Version<>(0, Offers.NONE),
        new Replica.Chances(platform.ticker(), platform.random()));
  }

  /// What the copy says now.
  static Resuming.Published published(Replica<Offers> copy) {
    return new Resuming.Published() {
      @Override
      public boolean known() {
        return copy.version() > 0;
      }

      @Override
      public Optional<Offer> find(String campaign, String gift) {
        return copy.current().find(campaign, gift);
      }
    };
  }

  /// What of it a person may give.
  static MakeGoods.Published given(Replica<Offers> copy) {
    return new MakeGoods.Published(
        published(copy), (campaign, gift) -> copy.current().limits(campaign, gift));
  }

  private static Replica.Version<Offers> read(byte[] bytes, Providers providers)
      throws IOException {
    try {
      var snapshot = SNAPSHOTS.read(bytes);
      var offers = Offers.of(snapshot, providers);
      providers.keep(
          snapshot.campaigns().stream()
              .flatMap(published -> published.campaign().providers().stream())
              .collect(Collectors.toSet()));
      return new Replica.Version<>(snapshot.version(), offers);
    } catch (MalformedJsonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
