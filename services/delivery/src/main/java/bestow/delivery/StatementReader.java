package bestow.delivery;

import bestow.wire.Problem.Mistake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a provider's statement, a CSV, line by line as it arrives: `order,receipt,time,quantity`.
/// Lines that are none are left out, and said what is wrong with. For one thread.
final class StatementReader {

  static final String HEADER = "order,receipt,time,quantity";

  /// As many mistakes as are told; all are counted.
  static final int MISTAKES_MAX = 20;

  private static final int LINE_BYTES_MAX = 1_000;
  private static final int RECEIPT_MAX = 200;
  private static final Pattern ORDER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,8}");
  private static final List<String> COLUMNS = List.of(HEADER.split(",", -1));

  private final InputStream in;
  private final List<Mistake> mistakes = new ArrayList<>();
  private long wrong;
  private int number;

  StatementReader(InputStream in) {
    this.in = in;
  }

  /// One delivery, as the provider states it.
  ///
  /// @param line where it stands, from 1
  /// @param order as the provider has it: not always a number of ours
  /// @param receipt empty where there is none
  /// @param at epoch milliseconds
  record Line(int line, String order, String receipt, long at, int quantity) {}

  /// A field and the column where it begins, from 1.
  private record Field(String text, int column) {}

  /// Reads the columns' names; false where they are others.
  boolean header() throws IOException {
    var first = line();
    boolean good =
        first
            .map(text -> text.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
            .filter(HEADER::equals)
            .isPresent();
    if (!good) {
      number = 1;
      mistake(1, "line 1", "the first line is " + HEADER);
    }
    return good;
  }

  /// The next line that is one; nothing at the end.
  Optional<Line> next() throws IOException {
    for (var text = line(); text.isPresent(); text = line()) {
      if (!text.get().isBlank()) {
        var read = fields(text.get()).flatMap(this::read);
        if (read.isPresent()) {
          return read;
        }
      }
    }
    return Optional.empty();
  }

  /// How many lines are none.
  long wrong() {
    return wrong;
  }

  /// What is wrong with the first of them.
  List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  private Optional<Line> read(List<Field> fields) {
    if (fields.size() != COLUMNS.size()) {
      mistake(1, "", "a line has %d fields: %s".formatted(COLUMNS.size(), HEADER));
      return Optional.empty();
    }
    long before = wrong;
    var order = fields.get(0);
    if (!ORDER.matcher(order.text()).matches()) {
      mistake(order.column(), "order", "an order has 1 to 64 characters of [A-Za-z0-9._-]");
    }
    var receipt = fields.get(1);
    if (receipt.text().length() > RECEIPT_MAX) {
      mistake(receipt.column(), "receipt", "a receipt has up to 200 characters");
    }
    long at = time(fields.get(2));
    var quantity = fields.get(3);
    if (!QUANTITY.matcher(quantity.text()).matches()) {
      mistake(quantity.column(), "quantity", "a quantity is a whole number from 1");
    }
    return wrong > before
        ? Optional.empty()
        : Optional.of(
            new Line(number, order.text(), receipt.text(), at, Integer.parseInt(quantity.text())));
  }

  private long time(Field field) {
    try {
      return OffsetDateTime.parse(field.text()).toInstant().toEpochMilli();
    } catch (DateTimeException _) {
      mistake(field.column(), "time", "a time is such as 2026-11-20T08:00:00+08:00");
      return 0;
    }
  }

  private Optional<List<Field>> fields(String text) {
    var fields = new ArrayList<Field>();
    int at = 0;
    while (at <= text.length()) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      int end = quoted ? closing(text, at) : text.indexOf(',', at);
      if (quoted && (end < 0 || (end + 1 < text.length() && text.charAt(end + 1) != ','))) {
        mistake(at + 1, "", "a field in quotes ends with one, and a quote within it is doubled");
        return Optional.empty();
      }
      if (quoted) {
        fields.add(new Field(text.substring(at + 1, end).replace("\"\"", "\""), at + 1));
        at = end + 2;
      } else {
        int last = end < 0 ? text.length() : end;
        fields.add(new Field(text.substring(at, last).strip(), at + 1));
        at = last + 1;
      }
    }
    return Optional.of(fields);
  }

  /// Where the quote closes that opens there; negative where it does not.
  private static int closing(String text, int opening) {
    int at = text.indexOf('"', opening + 1);
    while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '"') {
      at = text.indexOf('"', at + 2);
    }
    return at;
  }

  private void mistake(int column, String field, String message) {
    wrong++;
    if (mistakes.size() < MISTAKES_MAX) {
      mistakes.add(new Mistake(number, column, field, message));
    }
  }

  /// The next line without its end; nothing at the end. One that is too long is none.
  private Optional<String> line() throws IOException {
    var bytes = new ByteArrayOutputStream(128);
    int length = 0;
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    number++;
    for (; b >= 0 && b != '\n'; b = in.read()) {
      length++;
      if (length <= LINE_BYTES_MAX) {
        bytes.write(b);
      }
    }
    if (length > LINE_BYTES_MAX) {
      mistake(LINE_BYTES_MAX, "", "a line has up to %d bytes".formatted(LINE_BYTES_MAX));
      return Optional.of("");
    }
    var text = bytes.toString(StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
