package bestow.delivery;

import bestow.mesh.CalleeSettings;
import bestow.mesh.Mesh;
import bestow.mesh.Ticker;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Makes the way to each provider once, however many campaigns, gifts and revisions name it just
/// so. For any number of threads.
final class Providers implements Offers.Suppliers {

  private static final System.Logger LOG = System.getLogger(Providers.class.getName());

  private static final int ANSWER_BYTES_MAX = 64 << 10;

  private static final String LATER = "-later";

  private final Mesh mesh;
  private final Pools pools;
  private final ProviderSettings settings;
  private final Clocks clocks;
  private final ConcurrentHashMap<Provider, Made> made = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Pace> paces = new ConcurrentHashMap<>();

  /// Its clocks.
  record Clocks(InstantSource clock, Ticker ticker) {}

  /// Makes the way to a pool of codes.
  @FunctionalInterface
  interface Pools {
    Adapter pool(PoolName name);
  }

  Providers(Mesh mesh, Pools pools, ProviderSettings settings, Clocks clocks) {
    this.mesh = mesh;
    this.pools = pools;
    this.settings = settings;
    this.clocks = clocks;
  }

  @Override
  public Offer offer(Gift gift, Provider provider) {
    return switch (made.computeIfAbsent(provider, this::make)) {
      case Made.Usable(var supply) ->
          isPool(provider) && gift.quantity() != 1
              ? new Offer.Shut("a code pool hands out one code an order, not " + gift.quantity())
              : new Offer.Open(gift.quantity(), gift.mode(), supply);
      case Made.Unusable(var why) -> new Offer.Shut(why);
    };
  }

  /// Forgets every provider but these: those that are published now.
  void keep(Set<Provider> published) {
    made.keySet().retainAll(published);
    paces.keySet().retainAll(published.stream().map(Providers::target).collect(Collectors.toSet()));
  }

  private Made make(Provider provider) {
    try {
      // Campaigns that name the same provider at the same endpoint share its pace.
      var own = settings.pace(provider.provider());
      var pace = paces.computeIfAbsent(target(provider), _ -> new Pace(own, clocks.ticker()));
      var times = provider.timeouts();
      var adapter = new PacedAdapter(adapter(provider, times.readMillis(), ""), pace);
      boolean alike = times.longestMillis() == times.readMillis();
      var later =
          alike ? adapter : new PacedAdapter(adapter(provider, times.longestMillis(), LATER), pace);
      return new Made.Usable(
          new Supply(
              target(provider),
              provider.revocable(),
              adapter,
              later,
              Terms.of(provider, settings.sendWithin().toMillis(), own.schedule()),
              provider.lane(),
              Duration.ofSeconds(provider.promiseSeconds()).toMillis(),
              pace));
    } catch (IllegalArgumentException e) {
      var why = provider.provider() + ": " + e.getMessage();
      LOG.log(System.Logger.Level.ERROR, "Nothing is delivered by the provider {0}", why);
      return new Made.Unusable(why);
    }
  }

  /// @param readMillis how long its answer is awaited
  /// @param use what it is called in metrics behind the provider's name
  private Adapter adapter(Provider provider, int readMillis, String use) {
    if (isPool(provider)) {
      return pool(provider);
    }
    var endpoint = settings.reach().check(provider.endpoint());
    var origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    var callee =
        mesh.outside(
            URI.create(origin),
            callee(provider, readMillis, use),
            settings.reach().addresses(endpoint));
    var signer = Signer.of(provider.signing(), settings.secrets(), clocks.clock());
    return new HttpAdapter(provider, endpoint, callee, signer);
  }

  private static boolean isPool(Provider provider) {
    return CodePool.HOST.equals(URI.create(provider.endpoint()).getHost());
  }

  private Adapter pool(Provider provider) {
    if (provider.idempotency() != Idempotency.ORDER_NUMBER) {
      throw new IllegalArgumentException(
          "a code pool honours order numbers: its idempotency is order-number");
    }
    if (provider.revocable()) {
      throw new IllegalArgumentException("a code that its user has seen can't be taken back");
    }
    return pools.pool(
        new PoolName(URI.create(provider.endpoint()).getPath().replaceFirst("^/", "")));
  }

  private CalleeSettings callee(Provider provider, int readMillis, String use) {
    var times = provider.timeouts();
    var connect = Duration.ofMillis(times.connectMillis());
    var write = Duration.ofMillis(times.writeMillis());
    var read = Duration.ofMillis(readMillis);
    // The lane bounds how many calls there are: none has to wait for a connection for long.
    int connections = settings.concurrencyMax(provider.lane());
    return CalleeSettings.of(provider.provider() + use)
        .connect(connect)
        .write(write)
        .read(read)
        .total(connect.plus(connect).plus(write).plus(read))
        .bounds(connections, connections)
        .bodyBytesMax(ANSWER_BYTES_MAX);
  }

  /// The provider's name and a digest of its endpoint: short, and different for any two endpoints.
  static String target(Provider provider) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(provider.endpoint().getBytes(StandardCharsets.UTF_8));
      return provider.provider() + "@" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private sealed interface Made {
    record Usable(Supply supply) implements Made {}

    record Unusable(String why) implements Made {}
  }
}
