package bestow.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The files of `malformed.txt`: each is `spring.yaml` with one edit, and the mistakes that must be
/// told of it. A row is its name (`#`), what is taken out (`-`, must stand in the file once), what
/// comes in instead (`+`, with Java's escapes), and each mistake (`=`). Without `-` the file is `+`
/// alone.
record Malformed(String name, String file, List<String> mistakes) {
  static List<Malformed> files() {
    var rows = new ArrayList<Malformed>();
    for (var block : Resource.text("malformed.txt").split("\n\n+", -1)) {
      rows.add(file(block.strip().split("\n", -1)));
    }
    return rows;
  }

  private static Malformed file(String[] lines) {
    var out = new StringBuilder();
    var in = new StringBuilder();
    var mistakes = new ArrayList<String>();
    for (var line : lines) {
      var rest = line.length() > 2 ? line.substring(2) : "";
      switch (line.charAt(0)) {
        case '#' -> {}
        case '-' -> out.append(out.isEmpty() ? "" : "\n").append(rest);
        case '+' -> in.append(in.isEmpty() ? "" : "\n").append(rest);
        case '=' -> mistakes.add(rest);
        default -> throw new IllegalArgumentException("not a row: " + line);
      }
    }
    var name = lines[0].substring(2);
    var taken = out.toString().translateEscapes();
    var edited = in.toString().translateEscapes();
    if (taken.isEmpty()) {
      return new Malformed(name, edited, mistakes);
    }
    var spring = Resource.text("spring.yaml");
    if (spring.indexOf(taken) < 0 || spring.indexOf(taken) != spring.lastIndexOf(taken)) {
      throw new IllegalArgumentException(name + ": must stand once in the file: " + taken);
    }
    return new Malformed(name, spring.replace(taken, edited), mistakes);
  }

  /// Each character is one byte, so that a row can hold bytes that are no UTF-8.
  byte[] bytes() {
    return file.getBytes(StandardCharsets.ISO_8859_1);
  }
}
