package bestow.mesh;

import java.nio.file.Path;
import java.time.Duration;

/// How callees are found through Consul.
///
/// @param host where the Consul agent listens, normally the machine's own
/// @param port its HTTP port
/// @param token the ACL token to ask with, empty for none; never printed
/// @param snapshots the folder in which the last good list of each callee is kept; made when
///     missing
/// @param firstAnswer how long the first call waits for a list where there is none at all; above
///     zero
/// @param lossHold how long a list of far fewer instances than before has to last until it is
///     believed; 0 for at once
public record DiscoverySettings(
    String host, int port, String token, Path snapshots, Duration firstAnswer, Duration lossHold) {

  public DiscoverySettings {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("Consul's port is 1 to 65535, was " + port);
    }
    if (!firstAnswer.isPositive()) {
      throw new IllegalArgumentException("firstAnswer > 0, was " + firstAnswer);
    }
    if (lossHold.isNegative()) {
      throw new IllegalArgumentException("lossHold >= 0, was " + lossHold);
    }
  }

  /// The same with the usual 30 s until a great loss is believed.
  public DiscoverySettings(
      String host, int port, String token, Path snapshots, Duration firstAnswer) {
    this(host, port, token, snapshots, firstAnswer, Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return "Consul at " + host + ":" + port + ", last good lists in " + snapshots;
  }
}
