package bestow.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.util.JedisClusterCRC16;

/// Who has which hash slots of a cluster, as one of its nodes sees it. Immutable.
///
/// @param epoch the newest change of the cluster that the node knows of: of two maps the one with
///     the higher epoch is newer
/// @param ranges every slot that somebody has
record SlotMap(long epoch, List<Range> ranges) {

  /// How many slots a cluster has.
  static final int SLOTS = 16_384;

  /// Nobody has anything.
  static final SlotMap NONE = new SlotMap(0, List.of());

  /// What CLUSTER INFO says before the epoch.
  private static final String EPOCH = "cluster_current_epoch:";

  /// Slots of one master.
  ///
  /// @param from the first slot
  /// @param to the last slot
  /// @param master who answers for them
  /// @param replicas who may take its place
  record Range(int from, int to, Address master, List<Address> replicas) {
    Range {
      replicas = List.copyOf(replicas);
    }
  }

  SlotMap {
    ranges = List.copyOf(ranges);
  }

  /// The slot of a key: that of what stands in its first braces, if anything does.
  static int slot(String key) {
    return JedisClusterCRC16.getSlot(key);
  }

  /// Reads what CLUSTER INFO and CLUSTER SLOTS answered.
  ///
  /// @param asked who answered: it may leave out its own name
  /// @throws IllegalArgumentException where they answered something else
  static SlotMap read(Address asked, Object info, Object slots) {
    List<Range> ranges = new ArrayList<>();
    for (Object each : many(slots)) {
      List<?> range = many(each);
      List<Address> nodes = new ArrayList<>();
      for (Object node : range.subList(2, range.size())) {
        nodes.add(address(asked, many(node)));
      }
      ranges.add(
          new Range(
              number(range.get(0)),
              number(range.get(1)),
              nodes.getFirst(),
              nodes.subList(1, nodes.size())));
    }
    return new SlotMap(epoch(text(info)), ranges);
  }

  /// Everybody who has slots.
  Set<Address> masters() {
    Set<Address> masters = new HashSet<>();
    ranges.forEach(range -> masters.add(range.master()));
    return masters;
  }

  /// Everybody who stands behind somebody.
  Set<Address> replicas() {
    Set<Address> replicas = new HashSet<>();
    ranges.forEach(range -> replicas.addAll(range.replicas()));
    return replicas;
  }

  private static long epoch(String info) {
    return info.lines()
        .filter(line -> line.startsWith(EPOCH))
        .map(line -> Long.valueOf(line.substring(EPOCH.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("CLUSTER INFO tells no epoch"));
  }

  private static Address address(Address asked, List<?> node) {
    String host = node.getFirst() instanceof byte[] bytes ? text(bytes) : "";
    return new Address(host.isEmpty() ? asked.host() : host, number(node.get(1)));
  }

  private static List<?> many(Object value) {
    if (value instanceof List<?> many) {
      return many;
    }
    throw new IllegalArgumentException("CLUSTER SLOTS has no " + value);
  }

  private static int number(Object value) {
    if (value instanceof Long number) {
      return Math.toIntExact(number);
    }
    throw new IllegalArgumentException("CLUSTER SLOTS has no " + value);
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
