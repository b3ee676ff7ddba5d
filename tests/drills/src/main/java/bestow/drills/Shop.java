package bestow.drills;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A partner who is paid for gifts and sends each order until it is answered for good: to any
/// gateway, some twice at once, and not in the order of their numbers.
final class Shop implements AutoCloseable {
  static final String NAME = "shop";
  static final String SECRET = "the-secret-of-the-shop-in-the-drills";

  private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Pattern MISSING = Pattern.compile("\"missing\":(\\d+)");
  // How far an order may fall behind those that were paid after it.
  private static final int OUT_OF_ORDER_MAX = 20;
  // One in a hundred is forgotten for so long.
  private static final Duration FORGOTTEN = Duration.ofSeconds(8);

  private final Places places;
  private final Terms terms;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  /// Where it sends its orders, and where it is seen which of them are missing.
  record Places(List<URI> gateways, URI security, String operatorToken) {
    Places {
      gateways = List.copyOf(gateways);
    }

    URI gateway(long turn) {
      return gateways.get((int) (turn % gateways.size()));
    }
  }

  /// What it sells.
  ///
  /// @param campaign whose gift `vip-day`
  /// @param orders how many
  /// @param perSecond how fast
  /// @param giveUp how long after its first try an order is given up
  record Terms(String campaign, int orders, int perSecond, Duration giveUp) {}

  /// One sending that came to its end.
  ///
  /// @param sequence which order
  /// @param status the last one; 0 where there was never an answer
  /// @param order its number; empty where there is none
  /// @param tries how often it was sent
  /// @param nanos how long it took
  record Taken(int sequence, int status, String order, int tries, long nanos) {}

  Shop(Places places, Terms terms, Ticker ticker, InstantSource clock) {
    this.places = places;
    this.terms = terms;
    this.ticker = ticker;
    this.clock = clock;
  }

  /// Sends everything; returns when the last order is answered or given up.
  List<Taken> sell(RandomGenerator random) {
    long start = ticker.nanos();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < terms.orders(); i++) {
        int sequence = i + 1;
        long late = random.nextInt(OUT_OF_ORDER_MAX);
        long forgotten = sequence % 100 == 50 ? FORGOTTEN.toNanos() : 0;
        long due = start + forgotten + (i + late) * 1_000_000_000L / terms.perSecond();
        int copies = random.nextInt(5) == 0 ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
          long turn = random.nextInt(1_000);
          executor.execute(() -> taken.add(send(sequence, turn, due)));
        }
      }
    }
    return new ArrayList<>(taken);
  }

  /// How many of its orders security misses; -1 where it does not say.
  long missing() throws InterruptedException {
    var request =
        HttpRequest.newBuilder(places.security().resolve("/v1/partners"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + places.operatorToken())
            .build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      var missing = MISSING.matcher(answer.body());
      return missing.find() ? Long.parseLong(missing.group(1)) : -1;
    } catch (IOException _) {
      return -1;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Taken send(int sequence, long turn, long due) {
    waitUntil(due);
    var body =
        "{\"id\":\"o-%d\",\"sequence\":%d,\"paidAt\":\"%s\",\"user\":\"payer-%d\",\"campaign\":\"%s\",\"gift\":\"vip-day\"}"
            .formatted(sequence, sequence, clock.instant(), sequence, terms.campaign());
    int status = 0;
    int tries = 0;
    while (ticker.nanos() - due < terms.giveUp().toNanos()) {
      var gateway = places.gateway(turn + tries++);
      try {
        var answer = client.send(request(gateway, body), HttpResponse.BodyHandlers.ofString());
        status = answer.statusCode();
        if (answer.headers().firstValue("Retry-After").isEmpty()) {
          var order = ORDER.matcher(answer.body());
          return new Taken(
              sequence, status, order.find() ? order.group(1) : "", tries, ticker.nanos() - due);
        }
      } catch (IOException _) {
        // No answer: it may have been taken or not, and is sent again.
        status = 0;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
      waitUntil(ticker.nanos() + PAUSE.toNanos());
    }
    return new Taken(sequence, status, "", tries, ticker.nanos() - due);
  }

  private HttpRequest request(URI gateway, String body) {
    var time = Long.toString(clock.millis() / 1000);
    var nonce = UUID.randomUUID().toString();
    return HttpRequest.newBuilder(gateway.resolve("/v1/paid-orders"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Bestow-Partner", NAME)
        .header("Bestow-Timestamp", time)
        .header("Bestow-Nonce", nonce)
        .header(
            "Bestow-Signature",
            hmac(String.join("\n", "POST /v1/paid-orders", NAME, time, nonce, body)))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String hmac(String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private void waitUntil(long nanos) {
    for (long left = nanos - ticker.nanos(); left > 0; left = nanos - ticker.nanos()) {
      LockSupport.parkNanos(left);
    }
  }
}
