package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.flow.Collector.Told;
import bestow.testing.Eventually;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One claim is one trace, through every service on its way, their stores and the provider.
final class TraceTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Collector collector;
  private static House house;

  @BeforeAll
  static void start() {
    collector = new Collector();
    house = House.start(folder, 1, collector.settings());
  }

  @AfterAll
  static void stop() {
    house.close();
    collector.close();
  }

  @Test
  void aClaimIsOneTraceFromTheDoorToTheProvider() {
    var campaign = CampaignFile.ample("traced");
    house.publish(campaign);
    var alice = house.signIn("alice");
    var before = doors();

    assertEquals("delivered", alice.claim(campaign).word());

    var door = doorAfter(before);
    assertEquals("", door.parent());
    assertEquals("200", door.attributes().get("http.response.status_code"));
    assertEquals("/v1/claims", door.attributes().get("http.route"));
    hop(door, "session", "POST /v1/sessions/validate", "find");
    hop(door, "security", "POST /v1/verdict", "verdict");
    hop(door, "quota", "POST /v1/hold", "hold");
    var delivery = hop(door, "delivery", "POST /v1/deliver", "write");
    var provider =
        Eventually.valueWithin(
            SOON,
            () ->
                first(
                    collector.spans(),
                    told ->
                        inside(told, delivery)
                            && told.service().contains("delivery")
                            && told.span().getKind() == SpanKind.SPAN_KIND_CLIENT
                            && told.attributes()
                                .getOrDefault("server.port", "")
                                .equals(Integer.toString(house.port("provider", 1)))),
            "delivery tells of its call to the provider");
    assertEquals("POST", provider.attributes().get("http.request.method"));
    everyParentIsThere(door);
  }

  @Test
  void aCallersWordOnTracesIsNotTakenAtThePublicDoor() {
    var campaign = CampaignFile.ample("untrusted");
    house.publish(campaign);
    var bob = house.signIn("bob");
    var header = "00-11111111111111111111111111111111-2222222222222222-00";
    var before = doors();

    bob.claim(campaign, Map.of("traceparent", header));

    var door = doorAfter(before);
    assertTrue(!door.trace().startsWith("1111"), door.trace());
  }

  /// What gateway has told so far of the claims at its door.
  private static List<Told> doors() {
    return collector.spans().stream().filter(server("gateway", "POST /v1/claims")).toList();
  }

  /// The door's span of the only claim since then.
  private static Told doorAfter(List<Told> before) {
    return Eventually.valueWithin(
        SOON, () -> first(doors(), told -> !before.contains(told)), "gateway tells of the claim");
  }

  /// The service's span below the door's, by way of gateway's own call, and a script below that.
  private static Told hop(Told door, String service, String name, String script) {
    var span =
        Eventually.valueWithin(
            SOON,
            () ->
                first(
                    collector.spans(),
                    told -> inside(told, door) && server(service, name).test(told)),
            service + " tells of " + name);
    var call =
        Eventually.valueWithin(
            SOON,
            () -> first(collector.spans(), told -> told.id().equals(span.parent())),
            "gateway tells of its call to " + service);
    assertEquals(door.id(), call.parent());
    assertEquals(SpanKind.SPAN_KIND_CLIENT, call.span().getKind());
    var redis =
        Eventually.valueWithin(
            SOON,
            () ->
                first(
                    collector.spans(),
                    told ->
                        told.parent().equals(span.id())
                            && script.equals(told.attributes().get("db.stored_procedure.name"))),
            service + " tells of its script " + script);
    assertEquals("redis", redis.attributes().get("db.system.name"));
    return span;
  }

  private static void everyParentIsThere(Told door) {
    Eventually.within(
        SOON,
        () -> {
          var trace = collector.spans().stream().filter(told -> inside(told, door)).toList();
          var known = trace.stream().collect(Collectors.toMap(Told::id, Function.identity()));
          return trace.stream()
              .filter(told -> !told.id().equals(door.id()))
              .allMatch(told -> known.containsKey(told.parent()));
        },
        "every span's parent is told of");
  }

  private static Predicate<Told> server(String service, String name) {
    return told ->
        told.span().getKind() == SpanKind.SPAN_KIND_SERVER
            && told.service().contains(service)
            && told.span().getName().equals(name);
  }

  private static boolean inside(Told told, Told other) {
    return told.trace().equals(other.trace());
  }

  private static Optional<Told> first(List<Told> spans, Predicate<Told> wanted) {
    return spans.stream().filter(wanted).findFirst();
  }
}
