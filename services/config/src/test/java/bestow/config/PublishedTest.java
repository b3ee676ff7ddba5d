package bestow.config;

import static bestow.config.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.config.ConfigStore.Answer;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Published;
import bestow.wire.config.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The door by which other services follow what is published.
class PublishedTest {
  private final MemoryConfigStore store = new MemoryConfigStore();
  private final LiveConfig config =
      LiveConfig.start(store, Map.of("published.waiters-max", "2", "server.work", "1m"));
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
    config.close();
  }

  @Test
  void whileNothingIsPublishedTheSetIsEmptyAtVersionZero() throws MalformedJsonException {
    assertEquals(new Snapshot(0, List.of()), set(ask("")));
  }

  @Test
  void theSetHoldsTheNewestRevisionOfEachCampaign() throws MalformedJsonException {
    publish("spring", 1, 10);
    publish("autumn", 1, 10);
    publish("spring", 2, 20);
    config.put("spring", file("spring", 30), "\"2\"").is(200);

    var set = set(ask("?after=2&wait=30s"));

    var autumn = new Published(1, Samples.campaign(file("autumn", 10)));
    var spring = new Published(2, Samples.campaign(file("spring", 20)));
    assertEquals(new Snapshot(3, List.of(autumn, spring)), set, "and no draft");
  }

  @Test
  void whoeverWaitsHearsOfAPublicationWhenItIsMade() throws Exception {
    publish("spring", 1, 10);
    var waiting = executor.submit(() -> ask("?after=1&wait=55s"));

    publish("spring", 2, 20);

    assertEquals(2, set(answer(waiting)).version());
  }

  @Test
  void whoeverWaitsHearsOfWhatAnotherInstancePublished() throws Exception {
    var waiting = executor.submit(() -> ask("?after=0&wait=55s"));

    new Config(store, () -> Samples.NOW, new Config.Limits(9, 9, Samples.KEEP), () -> {})
        .save(Samples.id("spring"), Precondition.of(""), Samples.bytes(file("spring", 10)));
    Samples.done(store.publish(Samples.revision("spring", 1), 1));

    assertEquals(1, set(answer(waiting)).version());
  }

  @Test
  void whenTheWaitIsOverTheSetIsAsItWas() throws MalformedJsonException {
    publish("spring", 1, 10);

    assertEquals(1, set(ask("?after=1&wait=50ms")).version());
    assertEquals(1, set(ask("?after=1")).version());
    assertEquals(1, set(ask("?after=1&wait=0s")).version());
  }

  @Test
  void theDeadlineOfTheAskerEndsTheWaitAsWell() throws MalformedJsonException {
    var answer =
        config
            .anybody()
            .send("GET", "/v1/published?after=0&wait=60s", Map.of("Bestow-Deadline-Ms", "900"));

    assertEquals(0, set(answer).version());
  }

  @Test
  void whoeverIsAheadOfTheStoreItselfIsToldSo() throws MalformedJsonException {
    publish("spring", 1, 10);

    assertEquals(1, set(ask("?after=9&wait=2s")).version());
  }

  @Test
  void nobodyIsSentBackByAnInstanceThatLags() throws MalformedJsonException {
    publish("spring", 1, 10);
    ask("?after=0&wait=30s").is(200);
    store.fail(new Answer.NotDone<>("Redis is down"));
    Eventually.within(
        StoreFixture.SOON, () -> lags("?after=2&wait=200ms"), "the instance knows that it lags");

    ask("?after=2&wait=100ms").isProblem(503, "unavailable");
    ask("?after=2").isProblem(503, "unavailable");
    assertEquals(1, set(ask("?after=1&wait=100ms")).version(), "what it has it hands out");
    assertEquals(1, set(ask("")).version(), "what it has it hands out");
  }

  @Test
  void noMoreThanAFewWaitAtOnce() throws Exception {
    publish("spring", 1, 10);
    var waiting = new ArrayList<Future<ApiClient.Answer>>();
    for (int i = 0; i < 3; i++) {
      waiting.add(executor.submit(() -> ask("?after=1&wait=55s")));
    }
    Eventually.within(
        StoreFixture.SOON, () -> waiting.stream().anyMatch(Future::isDone), "one is turned away");
    assertEquals(1, set(ask("?after=0&wait=55s")).version(), "who need not wait gets it");

    publish("spring", 2, 20);

    int refused = 0;
    for (var one : waiting) {
      var answer = answer(one);
      if (answer.status() == 503) {
        answer.isProblem(503, "unavailable");
        assertEquals("refused", answer.header("bestow-outcome").orElse(""));
        refused++;
      } else {
        assertEquals(2, set(answer).version());
      }
    }
    assertEquals(1, refused);
  }

  @Test
  void noMalformedQuestionIsAnswered() {
    var queries = new ArrayList<String>();
    for (var word :
        List.of(
            "",
            "-1",
            "+1",
            "01",
            "1.5",
            "1e1",
            "0x1",
            "one",
            "%201",
            "1,2",
            "null",
            "'1'",
            "999999999999999999999",
            "%D9%A1",
            "%00",
            "latest")) {
      queries.add("after=" + word);
    }
    for (var word :
        List.of(
            "",
            "30",
            "-1s",
            "+1s",
            "1.5s",
            "1m",
            "1h",
            "30S",
            "30%20s",
            "%2030s",
            "s",
            "61s",
            "60001ms",
            "9999999s",
            "30s30s",
            "PT30S",
            "forever",
            "null",
            "%00",
            "30ss")) {
      queries.add("after=0&wait=" + word);
    }

    for (var query : queries) {
      ask("?" + query).isProblem(422, "invalid");
    }
    assertTrue(queries.size() >= 30, "queries: " + queries.size());
  }

  private boolean lags(String query) {
    return ask(query).status() == 503;
  }

  private ApiClient.Answer ask(String query) {
    return config.anybody().send("GET", "/v1/published" + query, Map.of());
  }

  private void publish(String id, int edit, long stock) {
    if (edit == 1) {
      config.put(id, file(id, stock)).is(201);
    } else {
      config.put(id, file(id, stock), "\"" + (edit - 1) + "\"").is(200);
    }
    config.publish(id, "\"" + edit + "\"").is(200);
  }

  private static ApiClient.Answer answer(Future<ApiClient.Answer> waiting) throws Exception {
    Eventually.within(StoreFixture.SOON, waiting::isDone, "the long poll is answered");
    return waiting.get();
  }

  private static Snapshot set(ApiClient.Answer answer) throws MalformedJsonException {
    var json = answer.is(200).body().getBytes(StandardCharsets.UTF_8);
    return Json.codec(Snapshot.class).read(json);
  }
}
