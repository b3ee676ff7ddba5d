package bestow.config;

import static bestow.config.Samples.bytes;
import static bestow.config.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ApiClient;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.CampaignDraft;
import bestow.wire.config.CampaignPage;
import bestow.wire.config.CampaignRevision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The operator's doors over real HTTP; every answer is held to openapi.yaml.
class ConfigApiTest {
  private static final String SPRING = "/v1/campaigns/spring";

  private final MemoryConfigStore store = new MemoryConfigStore();
  private final LiveConfig config =
      LiveConfig.start(
          store, Map.of("campaigns.max", "3", "revisions.max", "2", "server.body-max", "1MiB"));

  @AfterEach
  void stop() {
    config.close();
  }

  @Test
  void aCampaignIsWrittenReadAndPublished() throws MalformedJsonException {
    var created = config.put("spring", file("spring", 10)).is(201);
    var read = config.get(SPRING).is(200);
    var published = config.publish("spring", tag(created)).is(200);
    var revision = config.get(SPRING + "/revisions/1").is(200);
    var after = draft(config.get(SPRING).is(200));

    assertEquals(Optional.of(SPRING), created.header("location"));
    assertEquals("\"1\"", tag(created));
    assertEquals("\"1\"", tag(read));
    assertEquals(file("spring", 10), draft(read).draft());
    assertEquals("\"1\"", tag(published), "publishing does not change the draft");
    assertEquals("\"r1\"", tag(revision));
    assertEquals(revision(published), revision(revision));
    assertEquals(Samples.campaign(file("spring", 10)), revision(revision).campaign());
    assertEquals(1, revision(revision).version());
    assertEquals(1, after.published());
  }

  @Test
  void jsonIsTakenAsWellAsYamlAndAsAnUnnamedType() throws MalformedJsonException {
    var json = Resource.text("spring.json");
    var headers = Map.of("Content-Type", "application/json; charset=utf-8");

    config.put(SPRING, bytes(json), headers).is(201);
    var read = draft(config.get(SPRING).is(200));
    config.put(SPRING, bytes(json), Map.of("Content-Type", "", "If-Match", "\"1\"")).is(200);

    assertEquals(json, read.draft());
  }

  @Test
  void everyLaterWriteSaysWhichDraftItSaw() {
    config.put("spring", file("spring", 10)).is(201);

    var missing = config.put("spring", file("spring", 20));
    var stale = config.put("spring", file("spring", 20), "\"2\"");
    var second = config.put("spring", file("spring", 20), "\"1\"").is(200);
    var again = config.put("spring", file("spring", 30), "\"1\"");

    assertEquals("\"1\"", tag(missing.isProblem(428, "precondition-required")));
    assertEquals("\"1\"", tag(stale.isProblem(412, "precondition-failed")));
    assertEquals("\"2\"", tag(second));
    assertEquals("\"2\"", tag(again.isProblem(412, "precondition-failed")));
    config.put("autumn", file("autumn", 10), "\"1\"").isProblem(412, "precondition-failed");
  }

  @Test
  void whoeverPublishesSaysWhichDraftTheySaw() {
    config.put("spring", file("spring", 10)).is(201);

    config.post(SPRING + "/publish", Map.of()).isProblem(428, "precondition-required");
    config.publish("spring", "\"2\"").isProblem(412, "precondition-failed");
    config.publish("autumn", "\"1\"").isProblem(404, "unknown-campaign");
    assertEquals("\"1\"", tag(config.publish("spring", "\"1\"").is(200)));
  }

  @Test
  void publishingTheSameDraftTwiceGivesTheSameRevision() throws MalformedJsonException {
    config.put("spring", file("spring", 10)).is(201);

    var first = revision(config.publish("spring", "\"1\"").is(200));
    var second = revision(config.publish("spring", "\"1\"").is(200));

    assertEquals(first, second);
    assertEquals(1, first.revision());
  }

  @Test
  void aFileWithMistakesIsAnsweredWithAllOfThem() {
    var file = file("spring", 10).replace("stock: 10", "stock: ten").replace("query", "qery");

    var answer = config.put("spring", file).isProblem(422, "invalid");

    assertTrue(
        answer
            .body()
            .contains(
                "\"errors\":[{\"line\":4,\"column\":40,\"path\":\"gifts[0].stock\",\"message\":"
                    + "\"stock must be a whole number from 1 to 1000000000, was \\\"ten\\\"\"},"
                    + "{\"line\":6,\"column\":74,\"path\":\"providers[0].idempotency\",\"message\":"
                    + "\"idempotency must be one of order-number, query, none, was \\\"qery\\\";"
                    + " did you mean query?\"}]"),
        answer.body());
    assertTrue(answer.body().contains("Line 4, column 40: stock must be"), answer.body());
    assertTrue(answer.body().contains("(and 1 more)."), answer.body());
    config.get(SPRING).isProblem(404, "unknown-campaign");
  }

  @Test
  void theIdInThePathMustBeTheOneInTheFile() {
    config.put("autumn", file("spring", 10)).isProblem(422, "invalid");
    config.put("SPRING", file("spring", 10)).isProblem(422, "invalid");
    config.put("a%20b", file("spring", 10)).isProblem(422, "invalid");

    assertEquals(new MemoryConfigStore().state(), store.state());
  }

  @Test
  void whatAnErrorRuleForbidsIsWrittenButNotPublished() throws MalformedJsonException {
    var file = file("spring", 10).replace("limit: 1", "limit: 11");

    var draft = draft(config.put("spring", file).is(201));
    var answer = config.publish("spring", "\"1\"").isProblem(422, "invalid");

    assertEquals("Q06", draft.findings().getFirst().rule());
    assertTrue(answer.body().contains("\"path\":\"gifts[0].perUser.limit\""), answer.body());
  }

  @Test
  void whatIsFixedOncePublishedIsAConflict() {
    config.put("spring", file("spring", 10)).is(201);
    config.publish("spring", "\"1\"").is(200);
    config.put("spring", file("spring", 10).replace("buckets: 2", "buckets: 5"), "\"1\"").is(200);

    var answer = config.publish("spring", "\"2\"").isProblem(409, "fixed-once-published");

    assertTrue(answer.body().contains("buckets of gift cake is fixed at 2"), answer.body());
  }

  @Test
  void thereIsRoomForSoManyCampaignsAndRevisions() {
    config.put("a", file("a", 10)).is(201);
    config.put("b", file("b", 10)).is(201);
    config.put("c", file("c", 10)).is(201);
    config.publish("a", "\"1\"").is(200);
    config.put("a", file("a", 11), "\"1\"").is(200);
    config.publish("a", "\"2\"").is(200);
    config.put("a", file("a", 12), "\"2\"").is(200);

    config.put("d", file("d", 10)).isProblem(409, "full");
    config.publish("a", "\"3\"").isProblem(409, "full");
  }

  @Test
  void campaignsAreListedPageByPage() throws MalformedJsonException {
    config.put("b", file("b", 10)).is(201);
    config.put("a", file("a", 10)).is(201);
    config.put("c", file("c", 10)).is(201);
    config.publish("b", "\"1\"").is(200);

    var first = page(config.get("/v1/campaigns?limit=2").is(200));
    var second = page(config.get("/v1/campaigns?limit=2&after=b").is(200));
    var all = page(config.get("/v1/campaigns").is(200));

    assertEquals(List.of("a", "b"), ids(first));
    assertEquals("b", first.next());
    assertEquals(1, first.campaigns().get(1).published());
    assertEquals(List.of("c"), ids(second));
    assertEquals(Optional.empty(), Optional.ofNullable(second.next()));
    assertEquals(List.of("a", "b", "c"), ids(all));
  }

  @Test
  void whatIsNotThereIsUnknown() {
    config.put("spring", file("spring", 10)).is(201);

    config.get("/v1/campaigns/autumn").isProblem(404, "unknown-campaign");
    config.get("/v1/campaigns/NONE").isProblem(404, "unknown-campaign");
    config.get(SPRING + "/revisions/1").isProblem(404, "unknown-revision");
    config.get("/v1/campaigns/autumn/revisions/1").isProblem(404, "unknown-revision");
    config.get("/v1/campaigns/NONE/revisions/1").isProblem(404, "unknown-campaign");
  }

  @Test
  void aFileMayBeSoLongAndOfTheseTypes() {
    config.put("large", Large.bytes(CampaignFile.BYTES_MAX)).is(201);
    config.put("large", Large.bytes(CampaignFile.BYTES_MAX + 1)).isProblem(413, "too-large");
    for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "image/png")) {
      var answer = config.put(SPRING, bytes(file("spring", 10)), Map.of("Content-Type", type));
      answer.isProblem(415, "media-type");
      assertTrue(answer.body().contains("application/json or application/x-yaml or"), type);
    }
    config.get(SPRING).isProblem(404, "unknown-campaign");
  }

  @Test
  void pathsAndMethodsThatAreNoDoorsAreProblemsToo() {
    for (var path : List.of("/", "/v1", "/v1/campaign", SPRING + "/revisions", SPRING + "/x")) {
      var answer = Http.get(config.port(), path);
      assertEquals(404, answer.status(), path);
      assertEquals("application/problem+json", answer.type(), path);
    }
    for (var method : List.of("POST", "DELETE", "PATCH")) {
      var answer = Http.send(config.port(), method, SPRING);
      assertEquals(405, answer.status(), method);
      assertEquals("application/problem+json", answer.type(), method);
    }
  }

  private static String tag(ApiClient.Answer answer) {
    return answer.header("etag").orElseThrow(() -> new AssertionError("no ETag: " + answer));
  }

  private static List<String> ids(CampaignPage page) {
    return page.campaigns().stream().map(CampaignPage.Entry::campaign).toList();
  }

  private static CampaignDraft draft(ApiClient.Answer answer) throws MalformedJsonException {
    return Json.codec(CampaignDraft.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static CampaignRevision revision(ApiClient.Answer answer) throws MalformedJsonException {
    return Json.codec(CampaignRevision.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static CampaignPage page(ApiClient.Answer answer) throws MalformedJsonException {
    return Json.codec(CampaignPage.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
