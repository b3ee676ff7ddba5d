package bestow.server;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// A properties file as it was read.
///
/// @param values its keys and values
/// @param repeated the keys that stand in it more than once, of which only the last would count
record SettingsFile(Map<String, String> values, List<String> repeated) {

  SettingsFile {
    values = Map.copyOf(values);
    repeated = List.copyOf(repeated);
  }

  /// Reads a file in UTF-8.
  ///
  /// @throws IOException where it cannot be read or is not UTF-8
  /// @throws IllegalArgumentException where it has a malformed escape
  static SettingsFile read(Path path) throws IOException {
    var properties = new Noticing();
    try (var reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    var values = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return new SettingsFile(values, properties.repeated);
  }

  /// Properties that notice a key which comes again; the JDK's own keep quiet about it.
  private static final class Noticing extends Properties {

    @Serial private static final long serialVersionUID = 1L;

    private final transient List<String> repeated = new ArrayList<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        repeated.add(String.valueOf(key));
      }
      return super.put(key, value);
    }
  }
}
