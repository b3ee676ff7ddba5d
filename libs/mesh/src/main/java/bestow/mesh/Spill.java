package bestow.mesh;

import java.util.List;

/// How much of a caller's load goes where, as plain sums. Everybody who calls the same callee works
/// by them, so that together they load its instances alike and none of them has to ask.
final class Spill {

  // 1.4: with up to 28 % of a primary set gone, the rest is still taken to carry all of it.
  private static final double HEADROOM = 1.4;
  // 0.9: above that an instance's answers get slow.
  private static final double FULL = 0.9;

  /// A zone as a caller sees it.
  ///
  /// @param name its name
  /// @param demand how much calls come from it, in any unit that is the same for all zones
  /// @param capacity how much its instances can do, in any unit that is the same for all zones
  record Zone(String name, double demand, double capacity) {}

  /// A set of instances that another one helps out.
  ///
  /// @param all how many it has
  /// @param well how many of them are well
  /// @param load how much of its capacity it uses when all are well, 0 to 1
  record Side(double all, double well, double load) {

    double demand() {
      return load * all;
    }

    double health() {
      return all == 0 ? 0 : well / all;
    }
  }

  private Spill() {}

  /// The share of a caller in zone `own` that goes to each zone. Its own zone keeps what it has
  /// room for in proportion to the others, and the rest goes where room is left over, so that all
  /// instances everywhere carry the same load and as little as possible leaves its zone.
  ///
  /// @return a share for each zone, 1 in all; the capacities' proportions when there is no room
  static double[] zones(String own, List<Zone> zones) {
    double demand = zones.stream().mapToDouble(Zone::demand).sum();
    double capacity = zones.stream().mapToDouble(Zone::capacity).sum();
    double kept = 0;
    var room = new double[zones.size()];
    for (int i = 0; i < room.length; i++) {
      var zone = zones.get(i);
      double can = capacity == 0 ? 0 : zone.capacity() / capacity;
      double has = demand == 0 ? 0 : zone.demand() / demand;
      if (zone.name().equals(own)) {
        kept = can == 0 ? 0 : has == 0 ? 1 : Math.min(1, can / has);
        room[i] = 0;
      } else {
        room[i] = Math.max(0, can - has);
      }
    }
    return spread(own, zones, kept, room);
  }

  private static double[] spread(String own, List<Zone> zones, double kept, double[] room) {
    double left = total(room);
    if (left < 1e-9) {
      // No zone has more than its own callers need: all take part by what they have.
      for (int i = 0; i < room.length; i++) {
        room[i] = zones.get(i).name().equals(own) ? 0 : zones.get(i).capacity();
      }
      left = total(room);
    }
    var shares = new double[room.length];
    for (int i = 0; i < room.length; i++) {
      boolean mine = zones.get(i).name().equals(own);
      shares[i] = mine ? (left == 0 ? 1 : kept) : left == 0 ? 0 : (1 - kept) * room[i] / left;
    }
    return shares;
  }

  /// The share that an idle backup takes of a primary set: nothing while more than 72 % of the
  /// primary ones are well, and all of it in proportion to how few are.
  static double toBackup(Side primary, Side backup) {
    double first = Math.min(1, HEADROOM * primary.health());
    double second = Math.min(1, HEADROOM * backup.health());
    if (first + second == 0) {
      return 0;
    }
    return first + second >= 1 ? 1 - first : second / (first + second);
  }

  /// The share of its work that a side cannot carry itself.
  static double over(Side side) {
    return side.demand() == 0 ? 0 : Math.max(0, side.demand() - FULL * side.well()) / side.demand();
  }

  /// The share of a side's work that a neighbour with work of its own has room for: no more than
  /// `most` of its capacity.
  static double room(Side side, Side neighbour, double most) {
    double room = Math.max(0, FULL * neighbour.well() - neighbour.demand());
    return side.demand() == 0 ? 0 : Math.min(room, most * neighbour.well()) / side.demand();
  }

  private static double total(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
