package bestow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RemarksTest {
  private final Logger log = Logger.getLogger(Remarks.class.getName());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler reader =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void read() {
    log.addHandler(reader);
  }

  @AfterEach
  void leave() {
    log.removeHandler(reader);
  }

  @Test
  void oneLineASecondTellsOfAllThatWereLeftOut() {
    var ticker = new FakeTicker();
    var remarks = new Remarks(ticker::nanos);

    remarks.make("/v1/hold has begun nothing: refused");
    for (int i = 0; i < 41; i++) remarks.make("/v1/hold has begun nothing: refused again");
    ticker.advance(Duration.ofSeconds(1));
    remarks.make("/v1/hold is in doubt: no answer");

    assertEquals(
        List.of(
            "/v1/hold has begun nothing: refused (0 more before it)",
            "/v1/hold is in doubt: no answer (41 more before it)"),
        lines);
  }
}
