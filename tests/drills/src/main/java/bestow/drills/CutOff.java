package bestow.drills;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bestow.local.LaunchException;
import java.io.IOException;
import java.util.regex.Pattern;

/// The replica of the first master of a service's cluster, while the two are cut off from each
/// other: the master serves on, and what it writes from then on is nowhere else.
///
/// @param replica which process it is
record CutOff(Cast cast, String replica) {
  private static final Pattern REPLICA = Pattern.compile("slave0:ip=[^,]+,port=(\\d+)");
  private static final int SLOTS = 16_384;
  private static final int MASTERS = 3;
  private static final int POLYNOMIAL = 0x1021;
  // Where an order's number has its shard.
  private static final int SHARD = 24;

  /// The master.
  static String master(String owner) {
    return name(owner, 1);
  }

  /// Cuts it off.
  ///
  /// @param owner `quota` or `delivery`
  static CutOff of(Cast cast, String owner)
      throws LaunchException, IOException, InterruptedException {
    int port = cast.part(master(owner)).ports().getFirst();
    var said = REPLICA.matcher(cast.say(owner, port, "info", "replication"));
    if (!said.find()) {
      throw new IOException(master(owner) + " has no replica");
    }
    var replica = name(owner, 1 + Integer.parseInt(said.group(1)) - port);
    // It stands still, or it would be back at once; what has come to it by now it reads later.
    cast.pause(replica);
    var cut = cast.say(owner, port, "client", "kill", "type", "replica").strip();
    if (!cut.equals("1")) {
      throw new IOException("the replica of " + master(owner) + " is not cut off: " + cut);
    }
    return new CutOff(cast, replica);
  }

  /// Lets it go on.
  void end() throws IOException, InterruptedException {
    cast.resume(replica);
  }

  /// Whether the first master has an order.
  static boolean has(String order) {
    var tag = "s" + order.substring(SHARD, SHARD + 2);
    return slot(tag) < SLOTS / MASTERS;
  }

  /// The slot of a hash tag, as Redis counts it: CRC16 of the XMODEM kind.
  static int slot(String tag) {
    int crc = 0;
    for (byte b : tag.getBytes(US_ASCII)) {
      crc ^= b << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = ((crc << 1) ^ ((crc & 0x8000) == 0 ? 0 : POLYNOMIAL)) & 0xffff;
      }
    }
    return crc % SLOTS;
  }

  private static String name(String owner, int number) {
    return "redis-" + owner + "-cluster-" + number;
  }
}
