package bestow.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Bodies that no door may take, made from one that it does: each of its required members missing,
/// null, or of another type, and everything that is not JSON at all. At least 30 for any object.
public final class MalformedJson {
  private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z]+)\"\\s*:\\s*");
  private static final List<String> NOT_JSON =
      List.of(
          " ",
          "{",
          "}",
          "[",
          "[]",
          "null",
          "true",
          "5",
          "\"text\"",
          "{}{}",
          "{]",
          "{\"",
          "{\"a\"",
          "{\"a\":",
          "{\"a\":}",
          "{,}",
          "{'a':1}",
          "<a/>",
          "a=1&b=2",
          "\uFEFF{}",
          "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}",
          "{\"a\":\"\u0001\"}",
          "// {}");

  private MalformedJson() {}

  /// All of them.
  ///
  /// @param valid an object that the door takes
  /// @param required the members at its top that it can't do without
  public static List<byte[]> of(String valid, List<String> required) {
    var bodies = new ArrayList<byte[]>();
    for (String text : NOT_JSON) bodies.add(text.getBytes(StandardCharsets.UTF_8));
    for (String suffix : List.of("x", "{}", ",", "]", "\u0000")) bodies.add(bytes(valid + suffix));
    bodies.add(bytes(valid.substring(0, valid.length() - 1)));
    bodies.add(bytes(valid.substring(1)));
    bodies.add(invalidUtf8(valid));
    for (String member : required) {
      bodies.add(bytes(renamed(valid, member)));
      bodies.add(bytes(replaced(valid, member, "null")));
      bodies.add(bytes(replaced(valid, member, "{\"x\":1}")));
      bodies.add(bytes(replaced(valid, member, "[1]")));
    }
    return bodies;
  }

  private static byte[] invalidUtf8(String valid) {
    var out = new ByteArrayOutputStream();
    int at = valid.indexOf('"') + 1;
    out.writeBytes(bytes(valid.substring(0, at)));
    out.write(0xC3);
    out.write(0x28);
    out.writeBytes(bytes(valid.substring(at)));
    return out.toByteArray();
  }

  private static String renamed(String valid, String member) {
    return valid.replaceFirst("\"" + member + "\"(\\s*:)", "\"was-" + member + "\"$1");
  }

  /// The object with another value for one member: a string, a number, or a whole object or list.
  private static String replaced(String valid, String member, String value) {
    var matcher = MEMBER.matcher(valid);
    while (matcher.find()) {
      if (matcher.group(1).equals(member)) {
        int end = end(valid, matcher.end());
        return valid.substring(0, matcher.end()) + value + valid.substring(end);
      }
    }
    throw new IllegalArgumentException(valid + " has no member " + member);
  }

  private static int end(String json, int from) {
    int depth = 0;
    boolean text = false;
    for (int at = from; at < json.length(); at++) {
      char c = json.charAt(at);
      if (text) {
        if (c == '\\') at++;
        else if (c == '"') text = false;
      } else if (c == '"') {
        text = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        if (depth-- == 0) return at;
      } else if (c == ',' && depth == 0) {
        return at;
      }
    }
    return json.length();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
