package bestow.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How a record is kept: a line of words, then a text, and a checksum over both as the second word,
/// because a store's own file has none. Scripts read the first word, which is a number that counts
/// up.
record Sheet(List<String> words, String text) {
  Sheet {
    words = List.copyOf(words);
  }

  String write() {
    var all = new ArrayList<>(words);
    all.add(1, checksum());
    return String.join(" ", all) + "\n" + text;
  }

  /// The sheet, if its checksum fits.
  static Optional<Sheet> read(String record) {
    int end = record.indexOf('\n');
    if (end < 0) {
      return Optional.empty();
    }
    var words = new ArrayList<>(List.of(record.substring(0, end).split(" ", -1)));
    if (words.size() < 2) {
      return Optional.empty();
    }
    var checksum = words.remove(1);
    var sheet = new Sheet(words, record.substring(end + 1));
    return sheet.checksum().equals(checksum) ? Optional.of(sheet) : Optional.empty();
  }

  private String checksum() {
    var crc = new CRC32C();
    crc.update((String.join(" ", words) + "\n" + text).getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
