package bestow.delivery;

import bestow.wire.delivery.BundleState;
import java.util.ArrayList;
import java.util.List;

/// A bundle's record as text; six fields a part.
final class BundleText {

  private static final String FORMAT = "b1";
  private static final int FIELDS = 13;
  private static final int PART_FIELDS = 6;

  private BundleText() {}

  /// The record of a bundle.
  static String write(Bundle bundle) {
    return record(bundle).text();
  }

  /// How the record of a bundle begins: different for any two records of a bundle.
  static String tag(Bundle bundle) {
    return record(bundle).tag();
  }

  private static RecordText record(Bundle bundle) {
    var wanted = bundle.wanted();
    var record =
        RecordText.of(FORMAT, bundle.version(), bundle.number())
            .add(wanted.user())
            .add(wanted.campaign())
            .add(wanted.bundle())
            .add(wanted.lane().word())
            .add(wanted.promisedBy())
            .add(bundle.state().word())
            .add(bundle.reason())
            .add(bundle.acceptedAt())
            .add(bundle.changedAt())
            .add(bundle.dueAt());
    for (var part : wanted.parts()) {
      record
          .add(part.order().value())
          .add(part.role().word())
          .add(part.asked().gift())
          .add(part.asked().quantity())
          .add(part.asked().target())
          .add(part.asked().lane().word());
    }
    return record;
  }

  /// The bundle of a record.
  ///
  /// @throws DamagedRecordException when it is not what was written
  static Bundle read(OrderNumber number, String text) throws DamagedRecordException {
    var fields = RecordText.read(number, FORMAT, FIELDS, text);
    if ((fields.length - FIELDS) % PART_FIELDS != 0) {
      throw new DamagedRecordException(number, "one of its parts is not whole");
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
}
