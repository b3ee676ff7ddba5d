package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.StatementReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementReaderTest {

  private static final String HEADER = StatementReader.HEADER + "\n";

  @Test
  void linesAreReadAsTheyStand() throws IOException {
    var reader =
        reader(
            """
            \uFEFFOrder,Receipt,Time,Quantity\r
            o-1,r-1,2026-11-20T08:00:00+08:00,1\r

            "o-2","a ""b"", c",2026-11-20T00:00:01Z,12
            o-3,, 2026-11-20T00:00:02.5Z ,3""");

    assertTrue(reader.header());
    assertEquals(
        List.of(
            new Line(2, "o-1", "r-1", 1_795_132_800_000L, 1),
            new Line(4, "o-2", "a \"b\", c", 1_795_132_801_000L, 12),
            new Line(5, "o-3", "", 1_795_132_802_500L, 3)),
        all(reader));
    assertEquals(0, reader.wrong());
  }

  @Test
  void whatIsNoStatementIsNotRead() throws IOException {
    for (var text : List.of("", "order;receipt;time;quantity\n", "receipt,order,time,quantity\n")) {
      var reader = reader(text);
      assertFalse(reader.header());
      assertEquals("the first line is " + StatementReader.HEADER, message(reader, 0));
    }
  }

  @Test
  void eachMistakeIsToldWithLineAndColumnAndTheOtherLinesAreRead() throws IOException {
    var reader =
        reader(
            HEADER
                + "o-1,r-1,2026-11-20T00:00:00Z\n"
                + "o 1,r-1,yesterday,0\n"
                + "\"o-1,r-1,2026-11-20T00:00:00Z,1\n"
                + "\"o-1\"x,r-1,2026-11-20T00:00:00Z,1\n"
                + "o-1,"
                + "r".repeat(201)
                + ",2026-11-20T00:00:00Z,1\n"
                + "o-1,"
                + "r".repeat(2_000)
                + ",2026-11-20T00:00:00Z,1\n"
                + "o-9,r-9,2026-11-20T00:00:00Z,9\n");

    assertTrue(reader.header());
    assertEquals(List.of(9), all(reader).stream().map(Line::quantity).toList());
    assertEquals(
        List.of("2:1", "3:1", "3:9", "3:19", "4:1", "5:1", "6:5", "7:1000"),
        reader.mistakes().stream().map(one -> one.line() + ":" + one.column()).toList());
    assertEquals("an order has 1 to 64 characters of [A-Za-z0-9._-]", message(reader, 1));
    assertEquals("a time is such as 2026-11-20T08:00:00+08:00", message(reader, 2));
    assertEquals("a quantity is a whole number from 1", message(reader, 3));
  }

  @Test
  void allMistakesAreCountedAndTheFirstAreTold() throws IOException {
    var reader = reader(HEADER + "x\n".repeat(1_000));

    assertTrue(reader.header());
    assertEquals(List.of(), all(reader));
    assertEquals(1_000, reader.wrong());
    assertEquals(StatementReader.MISTAKES_MAX, reader.mistakes().size());
  }

  private static StatementReader reader(String text) {
    return new StatementReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Line> all(StatementReader reader) throws IOException {
    var lines = new ArrayList<Line>();
    for (var line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  private static String message(StatementReader reader, int which) {
    return reader.mistakes().get(which).message();
  }
}
