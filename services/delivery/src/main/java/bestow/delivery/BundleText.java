package bestow.delivery;

import bestow.wire.delivery.BundleState;
import java.util.ArrayList;
import java.util.List;

/// A bundle's record as text: fields with a tab between them, the first a checksum over all that
/// follows, then the format, the version and the rest; six fields a part.
final class BundleText {

  private static final String FORMAT = "b1";
  private static final int FIELDS = 13;
  private static final int PART_FIELDS = 6;

  private BundleText() {}

  /// The record of a bundle.
  static String write(Bundle bundle) {
    var wanted = bundle.wanted();
    var text = new StringBuilder(512).append(FORMAT);
    add(text, Long.toString(bundle.version()));
    add(text, bundle.number().value());
    add(text, wanted.user());
    add(text, wanted.campaign());
    add(text, wanted.bundle());
    add(text, wanted.lane().word());
    add(text, Long.toString(wanted.promisedBy()));
    add(text, bundle.state().word());
    add(text, bundle.reason());
    add(text, Long.toString(bundle.acceptedAt()));
    add(text, Long.toString(bundle.changedAt()));
    add(text, Long.toString(bundle.dueAt()));
    for (var part : wanted.parts()) {
      add(text, part.order().value());
      add(text, part.role().word());
      add(text, part.asked().gift());
      add(text, Integer.toString(part.asked().quantity()));
      add(text, part.asked().target());
      add(text, part.asked().lane().word());
    }
    var body = text.toString();
    return OrderText.checksum(body) + '\t' + body;
  }

  /// How the record of a bundle begins: different for any two records of a bundle.
  static String tag(Bundle bundle) {
    var text = write(bundle);
    int version = text.indexOf('\t', text.indexOf('\t') + 1) + 1;
    return text.substring(0, text.indexOf('\t', version) + 1);
  }

  /// The bundle of a record.
  ///
  /// @throws DamagedRecordException when it is not what was written
  static Bundle read(OrderNumber number, String text) throws DamagedRecordException {
    int body = text.indexOf('\t') + 1;
    if (body == 0
        || !text.substring(0, body - 1).equals(OrderText.checksum(text.substring(body)))) {
      throw new DamagedRecordException(number, "its checksum is wrong");
    }
    var fields = text.substring(body).split("\t", -1);
    if (fields.length < FIELDS
        || (fields.length - FIELDS) % PART_FIELDS != 0
        || !fields[0].equals(FORMAT)) {
      throw new DamagedRecordException(number, "its format is not known");
    }
    if (!fields[2].equals(number.value())) {
      throw new DamagedRecordException(number, "it is the record of " + fields[2]);
    }
    try {
      return bundle(number, fields);
    } catch (IllegalArgumentException e) {
      throw new DamagedRecordException(number, "it cannot be read: " + e.getMessage());
    }
  }

  private static Bundle bundle(OrderNumber number, String[] fields) {
    var user = Escaped.read(fields[3]);
    var campaign = Escaped.read(fields[4]);
    long promisedBy = Long.parseLong(fields[7]);
    var parts = new ArrayList<Bundle.Part>();
    for (int at = FIELDS; at < fields.length; at += PART_FIELDS) {
      var asked =
          new Asked(
              user,
              campaign,
              Escaped.read(fields[at + 2]),
              Integer.parseInt(fields[at + 3]),
              Escaped.read(fields[at + 4]),
              OrderText.lane(fields[at + 5]),
              promisedBy);
      parts.add(
          new Bundle.Part(new OrderNumber(fields[at]), PartOf.Role.of(fields[at + 1]), asked));
    }
    return new Bundle(
        number,
        new Bundle.Wanted(
            user,
            campaign,
            Escaped.read(fields[5]),
            OrderText.lane(fields[6]),
            promisedBy,
            List.copyOf(parts)),
        Long.parseLong(fields[1]),
        state(fields[8]),
        Escaped.read(fields[9]),
        Long.parseLong(fields[10]),
        Long.parseLong(fields[11]),
        Long.parseLong(fields[12]));
  }

  private static BundleState state(String word) {
    for (var state : BundleState.values()) {
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
}
