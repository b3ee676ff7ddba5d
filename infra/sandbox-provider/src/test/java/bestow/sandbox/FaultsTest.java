package bestow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.sandbox.FaultsReader.Reading;
import bestow.testing.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultsTest {

  private static final String ALL =
      """
      {"seed":7,"latency":{"share":1,"millis":5},"lateSuccess":{"share":0.1,"afterMillis":9},
       "readStall":{"share":0.1,"millis":5},"error":{"share":0.1,"status":503},
       "refuse":{"share":0.1,"status":403},"reset":{"share":0.1},"lostAnswer":{"share":0.2},
       "garbage":{"share":0.3},"connectRefusal":{"share":0}}""";

  private static final List<String> WRONG =
      List.of(
          "{}",
          "{\"lateness\":{\"share\":1}}",
          "{\"seed\":\"x\"}",
          "{\"seed\":1.5}",
          "{\"seed\":1e300}",
          "{\"reset\":1}",
          "{\"reset\":{}}",
          "{\"reset\":{\"share\":-0.1}}",
          "{\"reset\":{\"share\":1.1}}",
          "{\"reset\":{\"share\":\"1\"}}",
          "{\"reset\":{\"share\":1,\"millis\":3}}",
          "{\"latency\":{\"share\":1,\"millis\":60001}}",
          "{\"latency\":{\"share\":1,\"millis\":-1}}",
          "{\"latency\":{\"share\":1,\"millis\":1.5}}",
          "{\"lateSuccess\":{\"share\":1,\"millis\":5}}",
          "{\"lateSuccess\":{\"share\":1,\"afterMillis\":600001}}",
          "{\"error\":{\"share\":1,\"status\":200}}",
          "{\"error\":{\"share\":1,\"status\":499}}",
          "{\"refuse\":{\"share\":1,\"status\":500}}",
          "{\"reset\":{\"share\":0.6},\"garbage\":{\"share\":0.6}}",
          "[1]");

  @TempDir private Path folder;

  @Test
  void everyFaultCanBeSetAndIsShown() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var put = sandbox.admin().send("PUT", "/faults", Map.of(), ALL).is(200);
      var shown = sandbox.admin().send("GET", "/faults", Map.of()).is(200);

      assertEquals(put.body(), shown.body());
      for (var fault : Fault.values()) {
        assertTrue(shown.body().contains("\"" + fault.member() + "\":{\"share\":"), shown.body());
      }
      assertTrue(shown.body().contains("\"error\":{\"share\":0.1,\"status\":503}"), shown.body());
      var calm = sandbox.admin().send("DELETE", "/faults", Map.of()).is(200);
      assertTrue(calm.body().contains("\"latency\":{\"share\":0.0,\"millis\":100}"), calm.body());
    }
  }

  @Test
  void nothingWrongChangesAnything() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"reset\":{\"share\":0.25}}");
      var before = sandbox.admin().send("GET", "/faults", Map.of()).body();
      var bodies = new ArrayList<>(MalformedJson.of(ALL, List.of("reset", "garbage")));
      WRONG.forEach(text -> bodies.add(text.getBytes(StandardCharsets.UTF_8)));
      // A body without one of the faults is as good as any.
      bodies.removeIf(body -> new String(body, StandardCharsets.UTF_8).contains("was-"));

      assertTrue(bodies.size() >= 30);
      for (var body : bodies) {
        var answer = sandbox.admin().send("PUT", "/faults", Map.of(), body);
        assertEquals(422, answer.status(), () -> new String(body, StandardCharsets.UTF_8));
      }
      assertEquals(before, sandbox.admin().send("GET", "/faults", Map.of()).body());
    }
  }

  @Test
  void allMistakesAreToldAtOnceWithTheirPlaces() {
    var reading =
        FaultsReader.read(
            """
            {"reset":{"share":2},"error":{"share":1,"status":1},"x":1}"""
                .getBytes(StandardCharsets.UTF_8));

    var mistakes = assertInstanceOf(Reading.Wrong.class, reading).mistakes();

    assertEquals(
        List.of("error.status", "reset.share", "x"),
        mistakes.stream().map(mistake -> mistake.path()).sorted().toList());
  }

  @Test
  void sharesThatAddUpToOneAreNotTooMuch() {
    var sum = "{\"reset\":{\"share\":0.7},\"garbage\":{\"share\":0.2},\"refuse\":{\"share\":0.1}}";

    assertInstanceOf(Reading.Good.class, FaultsReader.read(sum.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSameSeedHitsTheSameRequests() {
    var first = new Dice(faults(7));
    var second = new Dice(faults(7));
    var other = new Dice(faults(8));
    int same = 0;

    for (int i = 0; i < 1000; i++) {
      var fate = first.next().fault();
      assertEquals(fate, second.next().fault());
      same += fate.equals(other.next().fault()) ? 1 : 0;
    }

    assertTrue(same < 900, "another seed hits other requests: " + same);
  }

  @Test
  void eachFaultHitsItsShare() {
    var dice = new Dice(faults(1));
    var hits = new EnumMap<Fault, Integer>(Fault.class);

    for (int i = 0; i < 20_000; i++) {
      dice.next().fault().ifPresent(fault -> hits.merge(fault, 1, Integer::sum));
    }

    assertEquals(2000, hits.getOrDefault(Fault.RESET, 0), 200);
    assertEquals(6000, hits.getOrDefault(Fault.GARBAGE, 0), 300);
    assertEquals(2, hits.size());
  }

  private static Faults faults(long seed) {
    return new Faults(
        seed, Map.of(Fault.RESET, new Faults.Rate(0.1, 0), Fault.GARBAGE, new Faults.Rate(0.3, 0)));
  }
}
