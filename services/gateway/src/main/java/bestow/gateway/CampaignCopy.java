package bestow.gateway;

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

/// Gateway's own copy of what is published: so a claim needs no hop for its rules, and config may
/// be gone.
final class CampaignCopy {
  private static final Codec<Snapshot> SNAPSHOTS = Json.codec(Snapshot.class);
  // Below the 30 s that config lets a question stay open, and below the callee's read timeout.
  private static final Duration POLL = Duration.ofSeconds(25);

  private CampaignCopy() {}

  static Replica<Campaigns> follow(Callee config, Path folder, Platform platform) {
    return Replica.follow(
        config,
        new Replica.Source("/v1/published", POLL, folder, "published"),
        CampaignCopy::read,
        new Replica.Version<>(0, Campaigns.NONE),
        new Replica.Chances(platform.ticker(), platform.random()));
  }

  private static Replica.Version<Campaigns> read(byte[] bytes) throws IOException {
    try {
      var snapshot = SNAPSHOTS.read(bytes);
      return new Replica.Version<>(snapshot.version(), Campaigns.of(snapshot));
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
