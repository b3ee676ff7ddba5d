package bestow.config;

import static bestow.config.Samples.bytes;
import static bestow.config.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.config.ConfigStore.Answer;
import bestow.testing.ApiClient;
import bestow.testing.Seeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the operator's doors refuse, and that nothing has changed afterwards.
class ConfigApiRefusalTest {
  private static final String SPRING = "/v1/campaigns/spring";

  private static final List<String> NO_TOKENS =
      List.of(
          "",
          " ",
          "Bearer",
          "Bearer ",
          "Bearer  ",
          LiveConfig.TOKEN,
          "bearer" + LiveConfig.TOKEN,
          "Basic " + LiveConfig.TOKEN,
          "Token " + LiveConfig.TOKEN,
          "Bearer x" + LiveConfig.TOKEN,
          "Bearer " + LiveConfig.TOKEN + "x",
          "Bearer  " + LiveConfig.TOKEN,
          "Bearer " + LiveConfig.TOKEN.substring(1),
          "Bearer " + LiveConfig.TOKEN.substring(0, 10),
          "Bearer " + LiveConfig.TOKEN.toUpperCase(Locale.ROOT),
          "Bearer " + LiveConfig.TOKEN + "," + LiveConfig.TOKEN,
          "Bearer \"" + LiveConfig.TOKEN + "\"",
          "Bearer %74he-operator-of-the-tests",
          "Bearer ***",
          "Bearer *",
          "Bearer null",
          "Bearer true",
          "Bearer " + "x".repeat(4000),
          "Bearer the-operator-of-the-tests; DROP",
          "Basic dGhlLW9wZXJhdG9yOm9mLXRoZS10ZXN0cw==",
          "Digest username=\"operator\"",
          "Negotiate YII=",
          "Bearer Bearer " + LiveConfig.TOKEN,
          "operator.token " + LiveConfig.TOKEN,
          "Bearer 0",
          "Bearer eyJhbGciOiJub25lIn0.e30.");

  private final MemoryConfigStore store = new MemoryConfigStore();
  private final LiveConfig config = LiveConfig.start(store, Map.of());

  @BeforeEach
  void publishSpring() {
    config.put("spring", file("spring", 10)).is(201);
    config.publish("spring", "\"1\"").is(200);
  }

  @AfterEach
  void stop() {
    config.close();
  }

  @Test
  void nobodyWithoutTheTokenComesInByAnyDoor() {
    var before = store.state();

    for (var authorization : NO_TOKENS) {
      for (var door : doors(Map.of("Authorization", authorization))) {
        var answer = door.get().isProblem(401, "operator-unknown");
        assertEquals("Bearer", answer.header("www-authenticate").orElse(""));
        assertFalse(answer.body().contains(LiveConfig.TOKEN), answer.body());
      }
    }
    for (var door : doors(Map.of())) {
      door.get().isProblem(401, "operator-unknown");
    }
    assertTrue(NO_TOKENS.size() >= 30, "tokens: " + NO_TOKENS.size());
    assertEquals(before, store.state());
  }

  @Test
  void noMalformedFileIsKeptWhateverIsWrongWithIt() {
    var before = store.state();

    for (var malformed : Malformed.files()) {
      var answer = config.put(SPRING, malformed.bytes(), Map.of("If-Match", "\"1\""));
      answer.isProblem(422, "invalid");
      for (var mistake : malformed.mistakes()) {
        var at = mistake.substring(0, mistake.indexOf(' ')).split(":", 2);
        var place = "{\"line\":" + at[0] + ",\"column\":" + at[1] + ",";
        assertTrue(answer.body().contains(place), malformed.name() + ": " + answer.body());
      }
    }
    assertEquals(before, store.state());
  }

  @Test
  void whateverBytesComeTheyAreKeptToTheLetterOrRefused() {
    var sound = Resource.bytes("spring.yaml");
    var edit = new int[] {1};
    Seeded.check(
        150,
        random -> {
          var bytes = sound.clone();
          for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          var before = store.state();
          var tag = "\"" + edit[0] + "\"";
          var answer = config.put(SPRING, bytes, Map.of("If-Match", tag));
          if (answer.status() == 200) {
            edit[0]++;
          } else {
            answer.isProblem(422, "invalid");
            assertEquals(before, store.state());
          }
        });
  }

  @Test
  void noMalformedIfMatchFitsADraft() {
    var tags = new ArrayList<>(List.of("1", "'1'", "W/\"1\"", "\"01\"", "\"1", "1\"", "\"\"1\"\""));
    tags.addAll(List.of("\"0\"", "\"-1\"", "\"+1\"", "\"1.0\"", "\"1e0\"", "\"0x1\"", "\" 1\""));
    tags.addAll(List.of("\"2\"", "\"10\"", "\"11\"", "\"r1\"", "\"one\"", "\"\"", "\"*\"", "**"));
    tags.addAll(List.of(",", ",,", "\"2\",\"3\"", "\"1\";", "\"1\" \"1\"", "\"1\"x", "null"));
    tags.addAll(List.of("\"999999999999999999\"", "\"99999999999999999999\"", "\"1\"\t\"2\""));
    tags.add("\"2\",".repeat(1000));
    var before = store.state();

    for (var tag : tags) {
      config.publish("spring", tag).isProblem(412, "precondition-failed");
      config.put("spring", file("spring", 20), tag).isProblem(412, "precondition-failed");
    }
    assertTrue(tags.size() >= 30, "tags: " + tags.size());
    assertEquals(before, store.state());
  }

  @Test
  void noMalformedIdOrNumberFindsAnything() {
    var words =
        new ArrayList<>(List.of("0", "-1", "+1", "01", "1.0", "1e0", "0x1", "%201", "1%20"));
    words.addAll(List.of("two", "null", "NaN", "1,2", "1:2", "%22r1%22", "*", "%2A", "latest"));
    words.addAll(List.of("2147483648", "9223372036854775808", "999999999999999999999", "%D9%A1"));
    words.addAll(List.of("%00", "%0A1", "1%0A", "..", "1%5C1", "%FF", "'1'", "1'--", "%7B%7D"));
    words.add("9".repeat(2000));
    var before = store.state();

    for (var word : words) {
      config.get(SPRING + "/revisions/" + word).isTheSendersFault();
      config.get("/v1/campaigns/S" + word).isTheSendersFault();
      config.get("/v1/campaigns/S" + word + "/revisions/1").isTheSendersFault();
      config.publish("S" + word, "\"1\"").isTheSendersFault();
      config.put("S" + word, file("spring", 10)).isTheSendersFault();
    }
    assertTrue(words.size() >= 30, "words: " + words.size());
    assertEquals(before, store.state());
  }

  @Test
  void noMalformedQueryGivesAPage() {
    var queries = new ArrayList<String>();
    for (var limit :
        List.of(
            "",
            "0",
            "-1",
            "+1",
            "01",
            "1.5",
            "1e1",
            "0x1",
            "201",
            "all",
            "null",
            "%201",
            "1%20",
            "1,2",
            "99999999999999999999",
            "%D9%A1",
            "'1'",
            "1%00",
            "1;2",
            "two")) {
      queries.add("limit=" + limit);
    }
    for (var after :
        List.of(
            "A",
            "%20",
            "a%20",
            "a_b",
            "a.b",
            "%00",
            "a%2Fb",
            "%C3%A9",
            "x".repeat(41),
            "*",
            "%22a%22",
            "a,b",
            "-%2B",
            "a%0A",
            "%FF")) {
      queries.add("after=" + after);
    }

    for (var query : queries) {
      config.get("/v1/campaigns?" + query).isProblem(422, "invalid");
    }
    assertTrue(queries.size() >= 30, "queries: " + queries.size());
  }

  @Test
  void everyDoorSaysWhatTheStoreCouldNotDo() {
    var failures =
        Map.<Answer<?>, List<String>>of(
            new Answer.NotDone<>("Redis is down"), List.of("503", "unavailable"),
            new Answer.Uncertain<>("Redis gave no answer"), List.of("504", "uncertain"),
            new Answer.Damaged<>("a record is torn"), List.of("500", "damaged"));

    failures.forEach(
        (failure, expected) -> {
          store.fail(failure);
          for (var door : doors(Map.of("Authorization", "Bearer " + LiveConfig.TOKEN))) {
            var answer = door.get();
            answer.isProblem(Integer.parseInt(expected.getFirst()), expected.getLast());
            assertEquals(
                answer.status() == 503, answer.header("retry-after").isPresent(), answer.body());
          }
        });
  }

  /// Every door of the operator, right in all but what the headers say.
  private List<Supplier<ApiClient.Answer>> doors(Map<String, String> headers) {
    var client = config.anybody();
    var more = new HashMap<>(headers);
    more.put("If-Match", "\"1\"");
    more.put("Content-Type", "application/yaml");
    return List.of(
        () -> client.send("GET", "/v1/campaigns", headers),
        () -> client.send("GET", SPRING, headers),
        () -> client.send("PUT", SPRING, more, bytes(file("spring", 20))),
        () -> client.send("POST", SPRING + "/publish", more),
        () -> client.send("GET", SPRING + "/revisions/1", headers));
  }
}
