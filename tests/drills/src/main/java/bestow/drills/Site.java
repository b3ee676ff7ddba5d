package bestow.drills;

import bestow.local.Options;
import bestow.local.Part;
import bestow.local.Room;
import bestow.local.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What runs in a drill: the launcher's table, with more instances of some services, and with what
/// some of them are told besides. Immutable; each `with` gives a new one.
///
/// @param replicas how many instances of a service; one where nothing is said
/// @param settings what is told besides, by service as in `quota` or by instance as in `quota-2`
/// @param relayed the services with a [Relay] before each instance
/// @param wishes what is claimed, a crowd each
/// @param stores what quota and delivery keep their records in
record Site(
    Map<String, Integer> replicas,
    Map<String, Map<String, String>> settings,
    Set<String> relayed,
    List<Wish> wishes,
    Stores stores) {
  /// What quota and delivery keep their records in.
  enum Stores {
    /// A Redis each.
    SINGLE,
    /// A Redis each that never rewrites its append-only file.
    STEADY,
    /// A Redis Cluster each: three masters with a replica each.
    CLUSTERS
  }

  /// How a Redis is told never to rewrite its append-only file: for that it forks and takes a
  /// processor for seconds, which is no part of what is compared.
  static final List<String> STEADILY = List.of("--auto-aof-rewrite-percentage", "0");

  Site {
    replicas = Map.copyOf(replicas);
    settings = Map.copyOf(settings);
    relayed = Set.copyOf(relayed);
    wishes = List.copyOf(wishes);
  }

  /// What the launcher is told.
  Options options() {
    return switch (stores) {
      case SINGLE, STEADY -> Options.PLAIN;
      case CLUSTERS -> Options.CLUSTERS;
    };
  }

  /// One instance of each service, and so many claims a second.
  static Site of(int claimsPerSecond) {
    return of(Wish.ample("drill", 1, claimsPerSecond));
  }

  /// One instance of each service, and one crowd.
  static Site of(Wish wish) {
    return new Site(Map.of(), Map.of(), Set.of(), List.of(wish), Stores.SINGLE);
  }

  /// The same with so many instances of a service.
  Site instances(String service, int number) {
    var more = new LinkedHashMap<>(replicas);
    more.put(service, number);
    return new Site(more, settings, relayed, wishes, stores);
  }

  /// The same with gateways that wait a second for whoever answers a claim before delivery does. On
  /// a machine whose processors and disk stall for a moment they fail by their tenths of a second,
  /// and not every drill is about that.
  Site patient() {
    var site = this;
    for (String callee : List.of("session", "security", "quota")) {
      site = site.with("gateway", "callee." + callee + ".read", "1s");
      site = site.with("gateway", "callee." + callee + ".total", "2s");
    }
    return site;
  }

  /// The same with a setting for a service or one of its instances.
  Site with(String who, String key, Object value) {
    var more = new LinkedHashMap<>(settings);
    var own = new LinkedHashMap<>(settings.getOrDefault(who, Map.of()));
    own.put(key, value.toString());
    more.put(who, Map.copyOf(own));
    return new Site(replicas, more, relayed, wishes, stores);
  }

  /// The same with a relay before each instance of a service.
  Site relayed(String service) {
    var more = Stream.concat(relayed.stream(), Stream.of(service)).collect(Collectors.toSet());
    return new Site(replicas, settings, more, wishes, stores);
  }

  /// The same with clusters as quota's and delivery's stores.
  Site clustered() {
    return new Site(replicas, settings, relayed, wishes, Stores.CLUSTERS);
  }

  /// The same with stores whose work is measured.
  Site steady() {
    return new Site(replicas, settings, relayed, wishes, Stores.STEADY);
  }

  /// The same with one more crowd.
  Site wish(Wish wish) {
    var more = new ArrayList<>(wishes);
    more.add(wish);
    return new Site(replicas, settings, relayed, more, stores);
  }

  /// The processes that keep records, of a table of them.
  List<Part> stores(List<Part> table) {
    return table.stream()
        .map(
            part ->
                stores == Stores.STEADY && part.room() == Room.STORE ? part.argued(STEADILY) : part)
        .toList();
  }

  /// The processes of a table's services.
  List<Part> parts(List<Service> table) {
    return table.stream()
        .map(service -> service.replicas(replicas.getOrDefault(service.name(), 1)))
        .flatMap(service -> service.parts().stream())
        .map(this::told)
        .toList();
  }

  private Part told(Part part) {
    var told = part;
    for (var who : List.of(part.name(), part.id())) {
      for (var setting : settings.getOrDefault(who, Map.of()).entrySet()) {
        told = told.with(setting.getKey(), setting.getValue());
      }
    }
    return relayed.contains(part.name()) ? told.with("consul.registers", false) : told;
  }
}
