package bestow.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// What a process reads once at its start: keys with a unit, a range and a default each. A value
/// comes from the environment (`BESTOW_` and the key in capitals, `.` and `-` as `_`), else from
/// the file, else it is the default. Whatever is wrong is collected, and [#check()] refuses all of
/// it at once; until then a reader gives its default in place of a wrong value. For one thread.
public final class Settings {

  private static final String ENVIRONMENT_PREFIX = "BESTOW_";

  private final Map<String, String> file;
  private final Map<String, String> environment;
  private final Map<String, String> effective = new TreeMap<>();
  /// A key that is read twice is wrong once.
  private final Set<String> problems = new LinkedHashSet<>();

  private Settings(Map<String, String> file, Map<String, String> environment) {
    this.file = Map.copyOf(file);
    this.environment = Map.copyOf(environment);
  }

  /// Settings of exactly these keys, as if a file held them.
  public static Settings of(Map<String, String> values) {
    return new Settings(values, Map.of());
  }

  /// Settings of these keys, and an environment that overrides them.
  public static Settings of(Map<String, String> values, Map<String, String> environment) {
    return new Settings(values, environment);
  }

  /// The settings of a process: its first argument names a properties file in UTF-8, if there is
  /// one.
  ///
  /// @throws StartException where the arguments or the file cannot be used
  public static Settings load(String[] arguments, Map<String, String> environment)
      throws StartException {
    if (arguments.length == 0) {
      return of(Map.of(), environment);
    }
    if (arguments.length > 1) {
      throw new StartException(
          "The only argument is a settings file, was given " + Arrays.toString(arguments));
    }
    try {
      var read = SettingsFile.read(Path.of(arguments[0]));
      var settings = of(read.values(), environment);
      read.repeated().forEach(key -> settings.problems.add(key + " stands there twice: keep one"));
      return settings;
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("The settings file " + arguments[0] + " cannot be read: " + e);
    }
  }

  /// A text that must be given.
  public String text(String key) {
    return note(key, require(key, "a text"));
  }

  /// A text with a default.
  public String text(String key, String otherwise) {
    return note(key, find(key).orElse(otherwise));
  }

  /// A secret that must be given.
  public Secret secret(String key) {
    return noteSecret(key, require(key, "a secret"));
  }

  /// A secret that may be left out; empty then.
  public Secret secretIfAny(String key) {
    return noteSecret(key, find(key).orElse(""));
  }

  /// A whole number from `min` to `max`.
  public int integer(String key, int otherwise, int min, int max) {
    return value(key, otherwise, Rule.integer(min, max));
  }

  /// A share from 0 to 1.
  public double share(String key, double otherwise) {
    return value(key, otherwise, Rule.share());
  }

  /// A number from `min` to `max`.
  public double number(String key, double otherwise, double min, double max) {
    return value(key, otherwise, Rule.number(min, max));
  }

  /// A time such as `200ms`, `5s`, `30m`, `24h` or `7d`, from `min` to `max`.
  public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
    return value(key, otherwise, Rule.duration(min, max));
  }

  /// A number of bytes such as `512B`, `8KiB` or `4MiB`, from `min` to `max`.
  public int bytes(String key, int otherwise, int min, int max) {
    return Math.toIntExact(value(key, (long) otherwise, Rule.bytes(min, max)));
  }

  /// One of these words.
  public String choice(String key, String otherwise, List<String> words) {
    return value(key, otherwise, Rule.words(words));
  }

  /// One of the constants of an enum, written in lower case with `-` for `_`.
  public <E extends Enum<E>> E choice(String key, E otherwise) {
    var constants = otherwise.getDeclaringClass().getEnumConstants();
    var words = Arrays.stream(constants).map(Settings::word).toList();
    return constants[words.indexOf(choice(key, word(otherwise), words))];
  }

  /// `true` or `false`.
  public boolean flag(String key, boolean otherwise) {
    return choice(key, Boolean.toString(otherwise), List.of("true", "false")).equals("true");
  }

  /// An address with a scheme and a host, and no secret in it.
  public URI uri(String key, URI otherwise) {
    return value(key, otherwise, Rule.address());
  }

  /// A file or folder.
  public Path path(String key, Path otherwise) {
    return Path.of(text(key, otherwise.toString()));
  }

  /// Reads one record of settings, the last one, and checks. Where the record's own constructor
  /// says no, that is one more problem beside those that were collected.
  ///
  /// @throws StartException with all that is wrong
  public <T> T read(Function<Settings, T> record) throws StartException {
    try {
      var read = record.apply(this);
      check();
      return read;
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      throw new StartException(List.copyOf(problems));
    }
  }

  /// Refuses the start if anything was wrong. Call it when every key has been read: a key in the
  /// file that nobody asked for is wrong too.
  ///
  /// @throws StartException with all that is wrong
  public void check() throws StartException {
    var unknown = new TreeSet<>(file.keySet());
    unknown.removeAll(effective.keySet());
    for (var key : unknown) {
      var meant = Slip.of(key, effective.keySet()).map(near -> ": did you mean " + near + "?");
      problems.add(key + " is no setting here" + meant.orElse(""));
    }
    if (!problems.isEmpty()) {
      throw new StartException(List.copyOf(problems));
    }
  }

  /// Every key that was read with its value, in the order of the keys; secrets as `***`.
  public Map<String, String> effective() {
    return new TreeMap<>(effective);
  }

  /// Every key that was read, a line each, with its value and where that came from; secrets as
  /// `***`.
  public String describe() {
    var lines = new StringBuilder();
    effective.forEach(
        (key, value) ->
            lines.append(key + " = " + value + source(key)).append(System.lineSeparator()));
    return lines.toString();
  }

  private <T> T value(String key, T otherwise, Rule<T> rule) {
    var given = find(key);
    var value = given.flatMap(rule.parse());
    if (given.isPresent() && value.isEmpty()) {
      problems.add(
          "%s = %s%s is wrong: it is %s, default %s"
              .formatted(
                  key,
                  masked(given.get()),
                  source(key),
                  rule.words(),
                  rule.show().apply(otherwise)));
    }
    note(key, rule.show().apply(value.orElse(otherwise)));
    return value.orElse(otherwise);
  }

  private String require(String key, String what) {
    var given = find(key).filter(text -> !text.isBlank());
    if (given.isEmpty()) {
      problems.add(
          "%s is missing: it is %s and has no default; set it in the file or as %s"
              .formatted(key, what, variable(key)));
    }
    return given.orElse("");
  }

  private String note(String key, String value) {
    effective.put(key, value);
    return value;
  }

  private Secret noteSecret(String key, String text) {
    var secret = new Secret(text);
    effective.put(key, secret.toString());
    return secret;
  }

  private Optional<String> find(String key) {
    return Optional.ofNullable(environment.get(variable(key)))
        .or(() -> Optional.ofNullable(file.get(key)))
        .map(String::strip);
  }

  private String source(String key) {
    if (environment.containsKey(variable(key))) {
      return " (" + variable(key) + ")";
    }
    return file.containsKey(key) ? " (file)" : "";
  }

  private static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A wrong value may be an address with a password in it.
  private static String masked(String value) {
    return value.replaceAll("//.*@", "//***@");
  }
}
