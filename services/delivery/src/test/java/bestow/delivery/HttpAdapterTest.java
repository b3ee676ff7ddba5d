package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.DiscoverySettings;
import bestow.mesh.Mesh;
import bestow.mesh.MeshSettings;
import bestow.mesh.Ticker;
import bestow.testing.Act;
import bestow.testing.FakeClock;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import bestow.wire.config.Period;
import bestow.wire.config.Provider;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that speaks HTTP, as a campaign describes it, over the real mesh.
final class HttpAdapterTest {

  private static final Gift GIFT =
      new Gift(
          "vip-day",
          "sandbox",
          10,
          null,
          new Gift.PerUser(1, Period.CAMPAIGN),
          Mode.SYNC,
          1,
          1,
          false);
  private static final Provider.Timeouts SHORT = new Provider.Timeouts(200, 200, 50);

  @TempDir private Path folder;
  private Mesh mesh;

  @BeforeEach
  void open() {
    var discovery = new DiscoverySettings("127.0.0.1", 1, "", folder, Duration.ofMillis(100));
    mesh =
        Mesh.open(
            new MeshSettings("a", "prod-1", discovery),
            OpenTelemetry.noop(),
            Ticker.system(),
            RandomGenerator.getDefault());
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  @Test
  void anOrderIsSentAsTheCampaignSaysAndTheReceiptComesBack() {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      var order = order();

      var verdict = deliver(provider(peer, "/v2/gifts?tenant=7"), order);

      assertEquals("r-1", assertInstanceOf(Verdict.Delivered.class, verdict).receipt());
      var request = peer.requests().getFirst();
      assertTrue(request.startsWith("POST /v2/gifts?tenant=7 HTTP/1.1\r\n"), request);
      assertTrue(request.contains("\r\nContent-Type: application/json\r\n"), request);
      assertTrue(
          request.endsWith(
              "{\"order\":\""
                  + order.number()
                  + "\",\"user\":\"alice\",\"gift\":\"vip-day\",\"quantity\":1}"),
          request);
      assertTrue(!request.contains("Bestow-"), "a stranger learns nothing of us: " + request);
    }
  }

  @Test
  void headersAndSignatureAreConfiguration() {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      var plain = provider(peer, "/gifts");
      var request =
          new Provider.Request(
              "PUT",
              Map.of("X-Order", "${order}", "X-Fixed", "yes"),
              "text/plain",
              "${user} gets ${gift}");
      var signing = new Provider.Signing(Provider.Signing.Kind.BEARER, "Authorization", "acme");

      var _ = deliver(with(plain, request, signing), order());

      var sent = peer.requests().getFirst();
      assertTrue(sent.startsWith("PUT /gifts HTTP/1.1\r\n"), sent);
      assertTrue(sent.contains("\r\nX-Order: abcdefghijklmnopqrstuvwx3f"), sent);
      assertTrue(sent.contains("\r\nX-Fixed: yes\r\n"), sent);
      assertTrue(sent.contains("\r\nAuthorization: Bearer s3cret\r\n"), sent);
      assertTrue(sent.contains("\r\nContent-Type: text/plain\r\n"), sent);
      assertTrue(sent.endsWith("\r\n\r\nalice gets vip-day"), sent);
    }
  }

  @Test
  void aQuestionGoesBelowTheEndpoint() {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED, Act.answer(404, "{}"))) {
      var order = order();
      var supply = supply(provider(peer, "/gifts/?tenant=7"));

      var known = within(() -> supply.adapter().ask(order));
      var unknown = within(() -> supply.adapter().ask(order));

      assertInstanceOf(Verdict.Delivered.class, known);
      assertInstanceOf(Verdict.NeverHeard.class, unknown);
      assertTrue(
          peer.requests()
              .getFirst()
              .startsWith("GET /gifts/" + order.number() + "?tenant=7 HTTP/1.1\r\n"),
          peer.requests().getFirst());
    }
  }

  @Test
  void aConnectionThatIsRefusedSentNothing() {
    var nobody = Samples.provider("http://127.0.0.1:" + FreePort.next(), Idempotency.NONE);

    var verdict = deliver(nobody, order());

    assertEquals("connect", assertInstanceOf(Verdict.NotSent.class, verdict).end().phase());
  }

  @Test
  void silenceAfterTheRequestIsUnclearAndCountsAsAReadTimeout() {
    try (var peer = FakePeer.start(ProviderAnswers.STALL)) {
      var endpoint = "http://127.0.0.1:" + peer.port() + "/gifts";

      var verdict = deliver(Samples.provider(endpoint, Idempotency.NONE, SHORT), order());

      assertEquals(
          new Attempt.End("read", 0), assertInstanceOf(Verdict.Unclear.class, verdict).end());
    }
  }

  @Test
  void resetsGarbageHalfAndHugeAnswersAreUnclear() {
    var huge = "{\"receipt\":\"r-1\",\"x\":\"" + "x".repeat(70_000) + "\"}";
    for (var act :
        List.of(
            Act.fail(Act.Moment.REQUEST, Act.Fault.RESET),
            Act.fail(Act.Moment.REQUEST, Act.Fault.CLOSE),
            Act.fail(Act.Moment.REQUEST, Act.Fault.GARBAGE),
            Act.fail(Act.Moment.STATUS, Act.Fault.CLOSE),
            Act.fail(Act.Moment.BODY, Act.Fault.RESET),
            Act.answer(200, huge))) {
      try (var peer = FakePeer.start(act)) {
        var verdict = deliver(provider(peer, "/gifts"), order());

        assertInstanceOf(Verdict.Unclear.class, verdict, act::toString);
      }
    }
  }

  @Test
  void aProviderThatCannotBeUsedShutsItsGifts() {
    var providers = providers(Reach.Loopback.REFUSED, List.of("acme.example"));
    var good = Samples.provider("https://acme.example/gifts", Idempotency.NONE);
    var request = good.request();
    var method = new Provider.Request("GET", Map.of(), request.contentType(), request.body());
    var place = new Provider.Request("POST", Map.of(), request.contentType(), "${phone}");
    var secret = new Provider.Signing(Provider.Signing.Kind.BEARER, "Authorization", "none");

    assertInstanceOf(Offer.Open.class, providers.offer(GIFT, good));
    for (var bad :
        List.of(
            Samples.provider("https://other.example/gifts", Idempotency.NONE),
            Samples.provider("file:///etc/passwd", Idempotency.NONE),
            with(good, method, Provider.Signing.NONE),
            with(good, place, Provider.Signing.NONE),
            with(good, request, secret))) {
      assertInstanceOf(Offer.Shut.class, providers.offer(GIFT, bad), bad::toString);
    }
  }

  @Test
  void theMachineItselfIsNotCalledUnlessThatIsAllowed() {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      var providers = providers(Reach.Loopback.REFUSED, List.of("*"));
      var endpoint = "http://localhost:" + peer.port() + "/gifts";
      var offer = providers.offer(GIFT, Samples.provider(endpoint, Idempotency.NONE));
      var supply = assertInstanceOf(Offer.Open.class, offer).supply();

      var verdict = within(() -> supply.adapter().deliver(order()));

      assertInstanceOf(Verdict.NotSent.class, verdict);
      assertEquals(List.of(), peer.requests());
    }
  }

  @Test
  void theWayToAProviderIsMadeOnceAndForgottenWhenNobodyNamesIt() {
    var providers = providers(Reach.Loopback.REFUSED, List.of("*"));
    var provider = Samples.provider("https://acme.example/gifts", Idempotency.NONE);

    var first = supply(providers, provider);
    var second = supply(providers, provider);
    providers.keep(Set.of());
    var third = supply(providers, provider);

    assertEquals(first, second);
    assertTrue(!first.adapter().equals(third.adapter()));
    assertEquals(first.target(), third.target());
  }

  private Verdict deliver(Provider provider, Order order) {
    return within(() -> supply(provider).adapter().deliver(order));
  }

  private Supply supply(Provider provider) {
    return supply(providers(Reach.Loopback.ALLOWED, List.of("*")), provider);
  }

  private static Supply supply(Providers providers, Provider provider) {
    return assertInstanceOf(Offer.Open.class, providers.offer(GIFT, provider)).supply();
  }

  private Providers providers(Reach.Loopback loopback, List<String> hosts) {
    var settings =
        new ProviderSettings(
            new Reach(hosts, loopback),
            Map.of("acme", "s3cret"),
            Duration.ofSeconds(1),
            8,
            8,
            1,
            PaceSettings.USUAL,
            Map.of());
    return new Providers(
        mesh,
        _ -> {
          throw new AssertionError("no pool of codes");
        },
        settings,
        new Providers.Clocks(new FakeClock(), Ticker.system()));
  }

  private static Provider provider(FakePeer peer, String path) {
    return Samples.provider("http://127.0.0.1:" + peer.port() + path, Idempotency.QUERY);
  }

  private static Provider with(
      Provider provider, Provider.Request request, Provider.Signing signing) {
    return new Provider(
        provider.provider(),
        provider.endpoint(),
        provider.idempotency(),
        false,
        false,
        provider.timeouts(),
        2,
        Lane.SLOW,
        60,
        request,
        Samples.RESULTS,
        signing);
  }

  private static <T> T within(ScopedValue.CallableOp<T, RuntimeException> work) {
    return CallContext.root(
            Deadline.in(Duration.ofSeconds(30), Ticker.system()), Criticality.COMMIT)
        .call(work);
  }

  private static Order order() {
    var begin = Samples.begin(Samples.number(), "t-1", Terms.Kind.SAME_NUMBER);
    return OrderRules.advance(Optional.empty(), begin, 1).order();
  }
}
