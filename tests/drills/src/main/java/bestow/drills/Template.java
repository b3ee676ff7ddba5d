package bestow.drills;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A message in which only a number changes, made once: callers have to cost as little as can be
/// where they share their processors with what they call. Immutable.
final class Template {
  /// Stands for the number, which has as many digits.
  static final String NUMBER = "#".repeat(13);

  private final byte[] bytes;
  private final int[] places;

  Template(String text) {
    this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    this.places =
        Pattern.compile(NUMBER).matcher(text).results().mapToInt(MatchResult::start).toArray();
  }

  /// The message with that number.
  byte[] with(long number) {
    var message = Arrays.copyOf(bytes, bytes.length);
    for (int place : places) {
      long left = number;
      for (int i = NUMBER.length() - 1; i >= 0; i--) {
        message[place + i] = (byte) ('0' + left % 10);
        left /= 10;
      }
    }
    return message;
  }
}
