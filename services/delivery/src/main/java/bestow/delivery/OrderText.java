package bestow.delivery;

import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.List;

/// An order's record as text.
final class OrderText {

  private static final String FORMAT = "3";
  private static final int FIELDS = 21;

  /// How the field begins that says of which bundle the order is part; others have none.
  private static final String PART = "part ";

  private OrderText() {}

  /// The record of an order.
  static String write(Order order) {
    return record(order).text();
  }

  /// How the record of an order begins: different for any two records of an order.
  static String tag(Order order) {
    return record(order).tag();
  }

  private static RecordText record(Order order) {
    var asked = order.asked();
    var record =
        RecordText.of(FORMAT, order.version(), order.number())
            .add(asked.user())
            .add(asked.campaign())
            .add(asked.gift())
            .add(asked.quantity())
            .add(asked.target())
            .add(asked.lane().word())
            .add(asked.promisedBy())
            .add(order.state().word())
            .add(order.attempt())
            .add(order.doubt())
            .add(order.risks().taken())
            .add(order.risks().cap())
            .add(order.answer().receipt())
            .add(order.answer().reason())
            .add(order.dead())
            .add(order.acceptedAt())
            .add(order.changedAt())
            .add(order.dueAt());
    if (asked.part().isPart()) {
      record.add(PART + asked.part().role().word() + " " + asked.part().bundle());
    }
    if (!order.past().equals(Past.UNKNOWN)) {
      record.add(PastText.write(order.past()));
    }
    for (var attempt : order.attempts()) {
      record.add(AttemptText.write(attempt));
    }
    for (var note : order.notes()) {
      record.add(NoteText.write(note));
    }
    return record;
  }

  /// The order of a record.
  ///
  /// @throws DamagedRecordException when it is not what was written
  static Order read(OrderNumber number, String text) throws DamagedRecordException {
    var fields = RecordText.read(number, FORMAT, FIELDS, text);
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
    var past = Past.UNKNOWN;
    for (var text : List.of(fields).subList(FIELDS, fields.length)) {
      if (text.startsWith(PART)) {
        part = part(text.substring(PART.length()));
      } else if (PastText.isOne(text)) {
        past = PastText.read(Escaped.read(text));
      } else if (NoteText.isOne(text)) {
        notes.add(NoteText.read(Escaped.read(text)));
      } else {
        attempts.add(AttemptText.read(text));
      }
    }
    return new Order(
        number,
        new Asked(
            Escaped.read(fields[3]),
            Escaped.read(fields[4]),
            Escaped.read(fields[5]),
            Integer.parseInt(fields[6]),
            Escaped.read(fields[7]),
            lane(fields[8]),
            Long.parseLong(fields[9]),
            part),
        Long.parseLong(fields[1]),
        state(fields[10]),
        Integer.parseInt(fields[11]),
        Integer.parseInt(fields[12]),
        new Order.Risks(Integer.parseInt(fields[13]), Integer.parseInt(fields[14])),
        new Order.Answer(Escaped.read(fields[15]), Escaped.read(fields[16])),
        Escaped.read(fields[17]),
        Long.parseLong(fields[18]),
        Long.parseLong(fields[19]),
        Long.parseLong(fields[20]),
        attempts,
        notes,
        past);
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
}
