package bestow.local;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The secrets of a machine's own runs, each 256 random bits. They live as long as the data that
/// they guard: an order number, for one, is made with quota's. In a file that only its owner may
/// read.
public final class Secrets {
  private final Path file;
  private final RandomGenerator random;
  private final Properties kept = new Properties();

  /// @param random cryptographically strong
  public Secrets(Path file, RandomGenerator random) throws IOException {
    this.file = file;
    this.random = random;
    if (Home.exists(file)) {
      kept.load(new StringReader(Files.readString(file)));
    }
  }

  /// The secret of that name, made when it is first asked for.
  String secret(String name) throws IOException {
    if (!kept.containsKey(name)) {
      kept.setProperty(name, fresh(random));
      var lines =
          kept.stringPropertyNames().stream()
              .sorted()
              .map(key -> key + "=" + kept.getProperty(key));
      Home.write(file, lines.collect(Collectors.joining("\n", "", "\n")));
    }
    return kept.getProperty(name);
  }

  /// 256 random bits, as text.
  public static String fresh(RandomGenerator random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
