package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeoutTextTest {

  // connect 100 ms, write 200 ms, read 200 ms, total 500 ms
  private static final Timeouts SETTINGS = Timeouts.of(CalleeSettings.of("bestow-quota"));

  @Test
  void whatIsWrittenStandsAndTheRestIsAsInTheSettings() {
    var read = TimeoutText.read(" read=150ms,\n total=2s ", SETTINGS);

    var good = assertInstanceOf(TimeoutText.Read.Good.class, read).timeouts();
    assertEquals(
        new Timeouts(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(150),
            Duration.ofSeconds(2),
            Timeouts.Origin.CONSUL),
        good);
    assertEquals("connect=100ms write=200ms read=150ms total=2000ms", good.text());
    assertEquals(read, TimeoutText.read(good.text(), SETTINGS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                   | 1 to 200 characters",
        "read=150             | is not connect, write, read or total with a time",
        "read=1.5s            | is not connect, write, read or total with a time",
        "read=-1ms            | is not connect, write, read or total with a time",
        "raed=150ms           | 'raed=150ms' is not",
        "{\"read\":\"150ms\"} | is not connect",
        "read=0ms             | read is from 1 ms to 5 min, was 0 ms",
        "total=301s           | total is from 1 ms to 5 min, was 301000 ms",
        "read=1ms read=2ms    | read stands there twice",
        "read=501ms           | read of 501 ms is longer than the total of 500 ms",
        "total=150ms          | write of 200 ms is longer than the total of 150 ms",
      })
  void whatMakesNoSenseIsRefusedWithASentence(String text, String why) {
    var wrong = assertInstanceOf(TimeoutText.Read.Wrong.class, TimeoutText.read(text, SETTINGS));

    assertTrue(wrong.why().contains(why), wrong::why);
  }

  @Test
  void aTextOfAnyLengthIsRefusedByItsLength() {
    var read = TimeoutText.read("read=1ms ".repeat(100_000), SETTINGS);

    assertTrue(assertInstanceOf(TimeoutText.Read.Wrong.class, read).why().contains("has 899999"));
  }
}
