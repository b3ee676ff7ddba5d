package bestow.mesh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Header lines just as they go over the wire, `name: value` and a line break each. Immutable; made
/// once and used for many calls where they do not change. Names match in any case.
public final class Headers {

  private static final Headers NONE = new Headers(new byte[0]);
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "traceparent",
          "bestow-deadline-ms",
          "bestow-criticality",
          "bestow-marks");

  private final byte[] lines;

  /// Takes over `lines`, which has been checked: each line has a name, a colon, a value and `\r\n`.
  Headers(byte[] lines) {
    this.lines = lines;
  }

  /// No header at all.
  public static Headers none() {
    return NONE;
  }

  /// One header.
  ///
  /// @throws IllegalArgumentException when the name is no token or the value holds a line break or
  ///     another control character
  public static Headers of(String name, String value) {
    return NONE.with(name, value);
  }

  /// These headers and one more.
  ///
  /// @throws IllegalArgumentException when the name is no token or one that the mesh writes itself,
  ///     or the value holds a line break or another control character
  public Headers with(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(Headers::isToken)) {
      throw new IllegalArgumentException("A header's name is a token, was '" + name + "'");
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("The mesh writes the header " + name + " itself");
    }
    if (!value.chars().allMatch(Headers::isText)) {
      throw new IllegalArgumentException(
          "Header " + name + " holds a character that none may hold");
    }
    var line = (name + ": " + value.strip() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    var all = Arrays.copyOf(lines, lines.length + line.length);
    System.arraycopy(line, 0, all, lines.length, line.length);
    return new Headers(all);
  }

  /// The value of the first header of that name.
  public Optional<String> first(String name) {
    for (int start = 0; start < lines.length; start = lineEnd(start) + 2) {
      if (isNamed(name, start)) {
        int from = start + name.length() + 1;
        var value = new String(lines, from, lineEnd(start) - from, StandardCharsets.ISO_8859_1);
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  /// The bytes as they go over the wire; not to be changed.
  byte[] lines() {
    return lines;
  }

  @Override
  public String toString() {
    return new String(lines, StandardCharsets.ISO_8859_1);
  }

  private int lineEnd(int start) {
    int end = start;
    while (lines[end] != '\r') {
      end++;
    }
    return end;
  }

  private boolean isNamed(String name, int start) {
    int colon = start + name.length();
    if (colon >= lines.length || lines[colon] != ':') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.toLowerCase(lines[start + i]) != Character.toLowerCase(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether the character may stand in a header's name (RFC 9110, section 5.6.2).
  static boolean isToken(int character) {
    return character > ' ' && character < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(character) < 0;
  }

  /// Whether the character may stand in a header's value.
  static boolean isText(int character) {
    return character == '\t' || (character >= ' ' && character != 127 && character <= 255);
  }
}
