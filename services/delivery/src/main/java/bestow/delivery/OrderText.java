package bestow.delivery;

import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/// An order's record as text: fields with a tab between them, the first a checksum over all that
/// follows, then the format, the version and the rest. Redis checks nothing of what its file holds,
/// and a record that is not what was written must never be delivered.
final class OrderText {

  private static final String FORMAT = "3";
  private static final int FIELDS = 22;

  /// How the field begins that says of which bundle the order is part; others have none.
  private static final String PART = "part ";

  private OrderText() {}

  /// The record of an order.
  static String write(Order order) {
    var asked = order.asked();
    var text = new StringBuilder(256).append(FORMAT);
    add(text, order.version());
    add(text, order.number().value());
    add(text, asked.user());
    add(text, asked.campaign());
    add(text, asked.gift());
    add(text, asked.quantity());
    add(text, asked.target());
    add(text, asked.lane().word());
    add(text, asked.promisedBy());
    add(text, order.state().word());
    add(text, order.attempt());
    add(text, order.doubt());
    add(text, order.risks().taken());
    add(text, order.risks().cap());
    add(text, order.answer().receipt());
    add(text, order.answer().reason());
    add(text, order.dead());
    add(text, order.acceptedAt());
    add(text, order.changedAt());
    add(text, order.dueAt());
    if (asked.part().isPart()) {
      add(text, PART + asked.part().role().word() + " " + asked.part().bundle());
    }
    for (var attempt : order.attempts()) {
      add(text, AttemptText.write(attempt));
    }
    for (var note : order.notes()) {
      add(text, NoteText.write(note));
    }
    var body = text.toString();
    return checksum(body) + '\t' + body;
  }

  /// How the record of an order begins: different for any two records of an order.
  static String tag(Order order) {
    var text = write(order);
    int version = text.indexOf('\t', text.indexOf('\t') + 1) + 1;
    return text.substring(0, text.indexOf('\t', version) + 1);
  }

  /// The order of a record.
  ///
  /// @throws DamagedRecordException when it is not what was written
  static Order read(OrderNumber number, String text) throws DamagedRecordException {
    int body = text.indexOf('\t') + 1;
    if (body == 0 || !text.substring(0, body - 1).equals(checksum(text.substring(body)))) {
      throw new DamagedRecordException(number, "its checksum is wrong");
    }
    var fields = text.split("\t", -1);
    if (fields.length < FIELDS || !fields[1].equals(FORMAT)) {
      throw new DamagedRecordException(number, "its format is not known");
    }
    if (!fields[3].equals(number.value())) {
      throw new DamagedRecordException(number, "it is the record of " + fields[3]);
    }
    try {
      return order(number, fields);
    } catch (IllegalArgumentException e) {
      throw new DamagedRecordException(number, "it cannot be read: " + e.getMessage());
    }
  }

  private static Order order(OrderNumber number, String[] fields) {
    var attempts = new ArrayList<Attempt>();
    var notes = new ArrayList<Note>();
    var part = PartOf.NONE;
    for (var text : List.of(fields).subList(FIELDS, fields.length)) {
      if (text.startsWith(PART)) {
        part = part(text.substring(PART.length()));
      } else if (NoteText.isOne(text)) {
        notes.add(NoteText.read(Escaped.read(text)));
      } else {
        attempts.add(AttemptText.read(text));
      }
    }
    return new Order(
        number,
        new Asked(
            Escaped.read(fields[4]),
            Escaped.read(fields[5]),
            Escaped.read(fields[6]),
            Integer.parseInt(fields[7]),
            Escaped.read(fields[8]),
            lane(fields[9]),
            Long.parseLong(fields[10]),
            part),
        Long.parseLong(fields[2]),
        state(fields[11]),
        Integer.parseInt(fields[12]),
        Integer.parseInt(fields[13]),
        new Order.Risks(Integer.parseInt(fields[14]), Integer.parseInt(fields[15])),
        new Order.Answer(Escaped.read(fields[16]), Escaped.read(fields[17])),
        Escaped.read(fields[18]),
        Long.parseLong(fields[19]),
        Long.parseLong(fields[20]),
        Long.parseLong(fields[21]),
        attempts,
        notes);
  }

  private static PartOf part(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("no part of a bundle: '" + text + "'");
    }
    return new PartOf(text.substring(space + 1), PartOf.Role.of(text.substring(0, space)));
  }

  /// @throws IllegalArgumentException when there is no such lane
  static Lane lane(String word) {
    for (var lane : Lane.values()) {
      if (lane.word().equals(word)) {
        return lane;
      }
    }
    throw new IllegalArgumentException("no lane is called '" + word + "'");
  }

  private static OrderState state(String word) {
    for (var state : OrderState.values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state is called '" + word + "'");
  }

  private static void add(StringBuilder text, String field) {
    text.append('\t');
    Escaped.write(text, field);
  }

  private static void add(StringBuilder text, long field) {
    text.append('\t').append(field);
  }

  /// What a record begins with, of all that follows.
  static String checksum(String body) {
    var crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
