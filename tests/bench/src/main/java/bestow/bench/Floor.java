package bestow.bench;

import bestow.mesh.Ticker;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.WebClient;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// One bare Helidon service of the floor: it passes the bytes on, over the same hops and with as
/// many scripts as ours, and decides nothing. A claim that fails anywhere is a 500.
final class Floor {
  private static final HeaderName DEADLINE = HeaderNames.create("Bestow-Deadline-Ms");
  private static final HeaderName CRITICALITY = HeaderNames.create("Bestow-Criticality");
  private static final HeaderName TRACE = HeaderNames.create("traceparent");
  private static final String TRACE_VALUE =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
  private static final Duration GATHER = Duration.ofMillis(20);
  private static final Duration REPORT = Duration.ofMillis(200);
  private static final int SETTLE_MAX = 500;

  // A read, as session's; a write of the size of an order's record, as the others'.
  private static final String READ = "#!lua\nreturn redis.call('GET', KEYS[1]) or ARGV[1]";
  private static final String WRITE = "#!lua\nredis.call('SET', KEYS[1], ARGV[1])\nreturn 1";
  private static final byte[] RECORD = "r".repeat(160).getBytes(StandardCharsets.US_ASCII);
  private static final int KEYS = 1 << 16;

  private final Ports ports;
  private final AtomicLong count = new AtomicLong();
  private final String life;

  /// Where its fellows listen.
  ///
  /// @param first of the floor's own ports; the services follow in their order
  /// @param provider the outside provider's
  /// @param redis the store of this one, 0 for none
  record Ports(int first, int provider, int redis) {
    static final int GATEWAY = 0;
    static final int SESSION = 1;
    static final int SECURITY = 2;
    static final int QUOTA = 3;
    static final int DELIVERY = 4;
    static final int REPORTING = 5;
  }

  private Floor(Ports ports, Ticker ticker) {
    this.ports = ports;
    this.life = Long.toString(ticker.nanos() & 0xFFFF_FFFFFFFFL, Character.MAX_RADIX);
  }

  /// Runs one service until SIGTERM.
  ///
  /// @param args its name, the floor's first port, the provider's port and its store's port
  public static void main(String[] args) {
    int first = Integer.parseInt(args[1]);
    var ports = new Ports(first, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    var floor = new Floor(ports, Ticker.system());
    var password = System.getenv().getOrDefault("FLOOR_REDIS_PASSWORD", "");
    switch (args[0]) {
      case "gateway" -> floor.gateway();
      case "session" ->
          floor.serve(
              Ports.SESSION, floor.one(FloorBytes.validate(), floor.read(args[0], password)));
      case "security" ->
          floor.serve(
              Ports.SECURITY, floor.one(FloorBytes.verdict(), floor.write(args[0], password)));
      case "reporting" ->
          floor.serve(
              Ports.REPORTING, floor.one(FloorBytes.report(), floor.write(args[0], password)));
      case "quota" -> floor.quota(floor.write(args[0], password));
      case "delivery" -> floor.delivery(floor.write(args[0], password));
      default -> throw new IllegalArgumentException("no service of the floor: " + args[0]);
    }
  }

  private void gateway() {
    var session = client(Ports.SESSION);
    var security = client(Ports.SECURITY);
    var quota = client(Ports.QUOTA);
    var delivery = client(Ports.DELIVERY);
    var ended = new AtomicInteger();
    everySoOften(GATHER, () -> settle(quota, ended));
    var claims = new AtomicInteger();
    var reporting = client(Ports.REPORTING);
    everySoOften(
        REPORT,
        () -> {
          if (claims.getAndSet(0) > 0) ask(reporting, "/v1/reports", FloorBytes.report().request());
        });
    var validate = FloorBytes.validate().request();
    var verdict = FloorBytes.verdict().request();
    var hold = FloorBytes.hold().request();
    var deliver = FloorBytes.deliver().request();
    var answer = FloorBytes.claim().reply();
    serve(
        Ports.GATEWAY,
        HttpRouting.builder()
            .post(
                "/v1/claims",
                (request, response) -> {
                  body(request);
                  ask(session, "/v1/sessions/validate", validate);
                  ask(security, "/v1/verdict", verdict);
                  ask(quota, "/v1/hold", hold);
                  ask(delivery, "/v1/deliver", deliver);
                  ended.incrementAndGet();
                  claims.incrementAndGet();
                  reply(response, answer);
                }));
  }

  private static void settle(WebClient quota, AtomicInteger ended) {
    int orders = Math.min(ended.get(), SETTLE_MAX);
    if (orders > 0) {
      ended.addAndGet(-orders);
      ask(quota, "/v1/settle", FloorBytes.settle(orders).request());
    }
  }

  private HttpRouting.Builder one(FloorBytes bytes, FloorScripts scripts) {
    return HttpRouting.builder()
        .post(
            "/*",
            (request, response) -> {
              body(request);
              scripts.run(key(), RECORD);
              reply(response, bytes.reply());
            });
  }

  private void quota(FloorScripts scripts) {
    var held = FloorBytes.hold().reply();
    serve(
        Ports.QUOTA,
        HttpRouting.builder()
            .post(
                "/v1/hold",
                (request, response) -> {
                  body(request);
                  scripts.run(key(), RECORD);
                  reply(response, held);
                })
            .post(
                "/v1/settle",
                (request, response) -> {
                  int orders = Math.max(1, body(request) / FloorBytes.SETTLEMENT_LENGTH);
                  var replies = new ArrayList<CompletableFuture<Object>>(orders);
                  for (int i = 0; i < orders; i++) replies.add(scripts.begin(key(), RECORD));
                  replies.forEach(CompletableFuture::join);
                  reply(response, FloorBytes.settle(orders).reply());
                }));
  }

  private void delivery(FloorScripts scripts) {
    var provider =
        WebClient.builder().baseUri("http://127.0.0.1:" + ports.provider()).keepAlive(true).build();
    var delivered = FloorBytes.deliver().reply();
    serve(
        Ports.DELIVERY,
        HttpRouting.builder()
            .post(
                "/v1/deliver",
                (request, response) -> {
                  body(request);
                  scripts.run(key(), RECORD);
                  ask(provider, "/gifts", FloorBytes.gift(life + "-" + count.incrementAndGet()));
                  scripts.run(key(), RECORD);
                  reply(response, delivered);
                }));
  }

  private void serve(int service, HttpRouting.Builder routing) {
    routing.get("/health/ready", (_, response) -> response.send());
    WebServer.builder()
        .address(InetAddress.getLoopbackAddress())
        .port(ports.first() + service)
        .routing(routing)
        .build()
        .start();
  }

  private WebClient client(int service) {
    return WebClient.builder()
        .baseUri("http://127.0.0.1:" + (ports.first() + service))
        .keepAlive(true)
        .connectionCacheSize(256)
        .build();
  }

  private FloorScripts read(String owner, String password) {
    return new FloorScripts(ports.redis(), owner, password, READ);
  }

  private FloorScripts write(String owner, String password) {
    return new FloorScripts(ports.redis(), owner, password, WRITE);
  }

  private byte[] key() {
    return ("k:" + (count.incrementAndGet() & (KEYS - 1))).getBytes(StandardCharsets.US_ASCII);
  }

  private static void ask(WebClient client, String path, byte[] bytes) {
    try (var response =
        client
            .post(path)
            .header(HeaderNames.CONTENT_TYPE, "application/json")
            .header(TRACE, TRACE_VALUE)
            .header(DEADLINE, "2000")
            .header(CRITICALITY, "commit")
            .submit(bytes)) {
      var _ = response.entity().as(byte[].class);
      if (response.status().code() != 200) {
        throw new IllegalStateException(path + " answered " + response.status());
      }
    }
  }

  private static int body(ServerRequest request) {
    return request.content().as(byte[].class).length;
  }

  private static void reply(ServerResponse response, byte[] bytes) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(bytes);
  }

  private static void everySoOften(Duration time, Runnable task) {
    var timer = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    var _ =
        timer.scheduleWithFixedDelay(task, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
