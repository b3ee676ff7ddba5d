package bestow.delivery;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A record as text: fields with a tab between them, the first a checksum over all that follows,
/// then the format, the version, the number and the rest. Redis checks nothing of what its file
/// holds, and by a record that is not what was written nothing must ever be delivered.
final class RecordText {
  private static final char BETWEEN = '\t';

  private final StringBuilder body;

  private RecordText(StringBuilder body) {
    this.body = body;
  }

  /// A record that has nothing yet but what each begins with.
  static RecordText of(String format, long version, OrderNumber number) {
    return new RecordText(new StringBuilder(256).append(format)).add(version).add(number.value());
  }

  RecordText add(String field) {
    Escaped.write(body.append(BETWEEN), field);
    return this;
  }

  RecordText add(long field) {
    body.append(BETWEEN).append(field);
    return this;
  }

  /// The whole record.
  String text() {
    return checksum(body.toString()) + BETWEEN + body;
  }

  /// How the record begins, its version included: different for any two records of a number.
  String tag() {
    var text = text();
    int version = text.indexOf(BETWEEN, text.indexOf(BETWEEN) + 1) + 1;
    return text.substring(0, text.indexOf(BETWEEN, version) + 1);
  }

  /// The fields of a record from its format on, still escaped: the second is its version, the third
  /// its number.
  ///
  /// @param least how many there have to be
  /// @throws DamagedRecordException when they are not what was written, or another number's
  static String[] read(OrderNumber number, String format, int least, String text)
      throws DamagedRecordException {
    int start = text.indexOf(BETWEEN) + 1;
    var body = text.substring(start);
    if (start == 0 || !text.substring(0, start - 1).equals(checksum(body))) {
      throw new DamagedRecordException(number, "its checksum is wrong");
    }
    var fields = body.split("\t", -1);
    if (fields.length < least || !fields[0].equals(format)) {
      throw new DamagedRecordException(number, "its format is not known");
    }
    if (!fields[2].equals(number.value())) {
      throw new DamagedRecordException(number, "it is the record of " + fields[2]);
    }
    return fields;
  }

  private static String checksum(String body) {
    var crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
