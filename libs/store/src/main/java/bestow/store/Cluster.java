package bestow.store;

import bestow.mesh.Ticker;
import bestow.mesh.Watchdog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The masters of a Redis Cluster, each with lines of its own, and the map by which a call finds
/// its master. What a node has turned away at its door goes to where it belongs; what may have run
/// is never sent again. Safe for use by many threads.
final class Cluster implements Nodes {

  private static final System.Logger LOG = System.getLogger(Cluster.class.getName());

  /// A call that was sent on so often meets a cluster that does not agree with itself.
  private static final int HOPS_MAX = 5;

  /// While a slot's keys are on their way to another node.
  private static final Duration LATER = Duration.ofMillis(10);

  /// How often the map is read while everybody in it is up: a change is told by MOVED before.
  private static final Duration CALM = Duration.ofSeconds(5);

  /// How often it is read while somebody is away: an election takes seconds.
  private static final Duration UNREST = Duration.ofMillis(250);

  /// The map, and for each slot the lines to its master.
  ///
  /// @param why what stands in the way of a slot that nobody has
  @SuppressWarnings("ArrayRecordComponent") // read at every call, never written to, never compared
  private record View(SlotMap map, @Nullable Lines[] bySlot, String why) {}

  private final StoreSettings settings;
  private final Ticker ticker;
  private final Watchdog watchdog;
  private final Measures measures;
  private final List<Script> scripts;
  private final RandomGenerator random;
  private final Map<Address, Lines> lines = new ConcurrentHashMap<>();
  private final Thread keeper;
  private volatile View view;
  private volatile boolean wanted;
  private volatile boolean closing;

  /// Whether the cluster was found to be ours; for the keeper alone.
  private boolean owned;

  /// @param watchdog of the same ticker, at least until this is closed
  /// @param random in which order nodes are asked for the map
  Cluster(
      StoreSettings settings,
      Ticker ticker,
      Watchdog watchdog,
      Measures measures,
      List<Script> scripts,
      RandomGenerator random) {
    this.settings = settings;
    this.ticker = ticker;
    this.watchdog = watchdog;
    this.measures = measures;
    this.scripts = List.copyOf(scripts);
    this.random = random;
    this.view = view(SlotMap.NONE, settings.address() + " has not been reached yet");
    this.keeper =
        Thread.ofVirtual().name("store-" + settings.owner() + "-map").unstarted(this::keep);
  }

  @Override
  public void start() {
    keeper.start();
  }

  @Override
  public StoreReply run(Call call) {
    int slot = call.keys().isEmpty() ? 0 : SlotMap.slot(call.keys().getFirst());
    View seen = view;
    @Nullable Lines target = seen.bySlot[slot];
    boolean asking = false;
    StoreReply reply = new StoreReply.NotSent(seen.why);
    for (int hop = 0; hop < HOPS_MAX && target != null; hop++) {
      reply = target.run(new Pending(call, asking));
      asking = false;
      switch (Redirect.of(reply)) {
        case Redirect.Stay _ -> {
          return reply;
        }
        case Redirect.Moved(String host, int port) -> {
          want();
          target = at(host, port, target);
        }
        case Redirect.Ask(String host, int port) -> {
          target = at(host, port, target);
          asking = true;
        }
        case Redirect.Later _ -> LockSupport.parkNanos(this, LATER.toNanos());
        case Redirect.Away _ -> {
          want();
          Lines next = view.bySlot[slot];
          if (next == target) {
            return reply;
          }
          target = next;
        }
      }
    }
    return reply;
  }

  @Override
  public int up() {
    return lines.values().stream().mapToInt(Lines::up).sum();
  }

  @Override
  public int waiting() {
    return lines.values().stream().mapToInt(Lines::waiting).sum();
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(keeper);
    try {
      keeper.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    lines.values().forEach(Lines::close);
  }

  /// Has the map read again soon.
  private void want() {
    if (!wanted) {
      wanted = true;
      LockSupport.unpark(keeper);
    }
  }

  private Lines at(String host, int port, Lines teller) {
    return at(new Address(host.isEmpty() ? teller.host() : host, port));
  }

  private Lines at(Address address) {
    Lines known = lines.get(address);
    return known != null ? known : lines.computeIfAbsent(address, this::opened);
  }

  private Lines opened(Address address) {
    Lines opened = new Lines(settings.at(address), ticker, watchdog, measures, scripts);
    opened.start();
    return opened;
  }

  private void keep() {
    while (!closing) {
      wanted = false;
      boolean calm = look();
      pause();
      if (calm && !wanted && !closing) {
        LockSupport.parkNanos(this, CALM.toNanos());
      }
    }
  }

  /// Whoever wants the map meanwhile has it read after this.
  private void pause() {
    long untilNanos = ticker.nanos() + UNREST.toNanos();
    for (long left = UNREST.toNanos(); left > 0 && !closing; left = untilNanos - ticker.nanos()) {
      LockSupport.parkNanos(this, left);
    }
  }

  /// Reads the map from whoever has one that is not older than ours. Whether everybody in it is up.
  private boolean look() {
    String blind = "";
    SlotMap older = SlotMap.NONE;
    for (Address node : candidates()) {
      switch (dial(node).look()) {
        case Looked.Blind(String why) -> blind = why;
        case Looked.Seen(SlotMap map) -> {
          if (map.epoch() >= view.map.epoch()) {
            return adopt(map);
          }
          older = map;
        }
      }
    }
    if (blind.isEmpty()) {
      // All are there and none knows what we know: a cluster made anew in the same place.
      owned = false;
      return adopt(older);
    }
    if (lines.isEmpty()) {
      tell(blind);
    }
    return false;
  }

  private boolean adopt(SlotMap map) {
    Optional<String> stranger = owned ? Optional.empty() : stranger(map);
    if (stranger.isPresent()) {
      tell(stranger.get());
      return false;
    }
    owned = true;
    Set<Address> masters = map.masters();
    if (!map.equals(view.map)) {
      if (!masters.equals(view.map.masters())) {
        LOG.log(Level.INFO, "{0} is served by {1}", settings.address(), masters);
      }
      view = view(map, settings.address() + " has nobody for this slot");
    }
    Set<Address> replicas = map.replicas();
    lines.forEach(
        (node, its) -> {
          // One that has no slots yet may be about to get some.
          if (!masters.contains(node) && (replicas.contains(node) || its.up() == 0)) {
            retire(node);
          }
        });
    return masters.stream().allMatch(master -> at(master).up() > 0);
  }

  /// Whoever is asked for the owner is the one that has its slot.
  private Optional<String> stranger(SlotMap map) {
    int slot = SlotMap.slot(Dial.OWNER_KEY);
    return map.ranges().stream()
        .filter(range -> range.from() <= slot && slot <= range.to())
        .findFirst()
        .map(range -> dial(range.master()).stranger())
        .orElseGet(() -> Optional.of(settings.address() + " has slots that nobody serves"));
  }

  private void tell(String why) {
    if (!why.equals(view.why)) {
      LOG.log(Level.WARNING, why);
      view = view(SlotMap.NONE, why);
    }
  }

  /// Of one that is no master any more: what is on its way there still ends there.
  private void retire(Address node) {
    Lines old = lines.remove(node);
    if (old != null) {
      Thread.ofVirtual().start(old::close);
    }
  }

  private View view(SlotMap map, String why) {
    @Nullable Lines[] bySlot = new Lines[SlotMap.SLOTS];
    for (SlotMap.Range range : map.ranges()) {
      Lines master = at(range.master());
      for (int slot = range.from(); slot <= range.to(); slot++) {
        bySlot[slot] = master;
      }
    }
    return new View(map, bySlot, why);
  }

  private List<Address> candidates() {
    var known = new LinkedHashSet<Address>(settings.cluster());
    known.addAll(view.map.masters());
    known.addAll(view.map.replicas());
    List<Address> shuffled = new ArrayList<>(known);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private Dial dial(Address node) {
    return new Dial(settings.at(node), List.of());
  }
}
