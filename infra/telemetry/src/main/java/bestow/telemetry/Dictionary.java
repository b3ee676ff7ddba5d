package bestow.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Our own names in metrics, spans and resources, each with its unit and its meaning: one line each
/// in `dictionary.txt`. The names that the semantic conventions give are not in it. Immutable.
///
/// @param entries all of them by name
public record Dictionary(SortedMap<String, Entry> entries) {

  private static final String FILE = "dictionary.txt";
  private static final String NAME = "bestow(\\.[a-z][a-z0-9_-]*)+";

  public Dictionary {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /// What a name stands for.
  public enum Kind {
    /// A metric that only grows.
    COUNTER,
    /// A metric that goes up and down.
    GAUGE,
    /// A metric of how often which size came.
    HISTOGRAM,
    /// What a metric, a span or a resource is told apart by.
    ATTRIBUTE
  }

  /// One name.
  ///
  /// @param kind what it stands for
  /// @param name begins with `bestow.`
  /// @param unit of a metric, as UCUM writes it; `-` for an attribute
  /// @param meaning a sentence; for an attribute, with its values where they are few
  public record Entry(Kind kind, String name, String unit, String meaning) {

    public Entry {
      if (!name.matches(NAME)) {
        throw new IllegalArgumentException("A name matches " + NAME + ", was " + name);
      }
      if (unit.isBlank() || (kind == Kind.ATTRIBUTE) != unit.equals("-")) {
        throw new IllegalArgumentException(
            "A metric has a unit and an attribute has '-', was '" + unit + "' of " + name);
      }
      if (meaning.isBlank()) {
        throw new IllegalArgumentException("A name has a meaning, " + name + " has none");
      }
    }
  }

  /// The dictionary of this version.
  public static Dictionary load() {
    try (var file = Dictionary.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("The resource " + FILE + " is missing");
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + FILE + " cannot be read", e);
    }
  }

  /// Reads a dictionary: a line each, `kind | name | unit | meaning`, in the order of the names;
  /// empty lines and those that begin with `#` count for nothing.
  ///
  /// @throws IllegalArgumentException at the first line that is wrong
  static Dictionary read(InputStream file) throws IOException {
    var entries = new TreeMap<String, Entry>();
    var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    for (var line :
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
      var entry = entry(line);
      if (!entries.isEmpty() && entries.lastKey().compareTo(entry.name) >= 0) {
        throw new IllegalArgumentException(
            entry.name + " stands behind " + entries.lastKey() + ": each once, in order");
      }
      entries.put(entry.name, entry);
    }
    return new Dictionary(entries);
  }

  private static Entry entry(String line) {
    var columns = line.split(" *\\| *", -1);
    if (columns.length != 4) {
      throw new IllegalArgumentException("A line has 4 columns, was: " + line);
    }
    var kind = Kind.valueOf(columns[0].strip().toUpperCase(Locale.ROOT));
    return new Entry(kind, columns[1], columns[2], columns[3].strip());
  }
}
