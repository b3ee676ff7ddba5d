package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private enum Mode {
    FAST,
    VERY_SLOW
  }

  private static <T> T read(String key, String value, Function<Settings, T> read)
      throws StartException {
    return Settings.of(Map.of(key, value)).read(read);
  }

  private static List<String> problems(Settings settings, Function<Settings, ?> read) {
    return assertThrows(StartException.class, () -> settings.read(read)).problems();
  }

  private static Duration time(Settings settings) {
    return settings.duration(
        "a.time", Duration.ofSeconds(2), Duration.ofMillis(1), Duration.ofDays(7));
  }

  private static int size(Settings settings) {
    return settings.bytes("a.size", 8 << 10, 0, 1 << 20);
  }

  @ParameterizedTest
  @CsvSource({"1ms, PT0.001S", "200ms, PT0.2S", "5s, PT5S", "5 s, PT5S", "30m, PT30M", "24h, P1D"})
  void aTimeHasAUnit(String text, Duration time) throws StartException {
    assertEquals(time, read("a.time", text, SettingsTest::time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5", "5 sec", "-5s", "0ms", "8d", "1e3s", "s", "", "99999999999s", "5s5", "٥s"})
  void aTimeWithoutAUnitOrOutOfItsRangeIsWrong(String text) {
    assertEquals(
        List.of(
            "a.time = %s (file) is wrong: it is a time with its unit (ms, s, m, h, d) from 1ms to 7d,"
                    .formatted(text)
                + " default 2s"),
        problems(Settings.of(Map.of("a.time", text)), SettingsTest::time));
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "512B, 512", "8KiB, 8192", "1MiB, 1048576"})
  void aSizeHasAUnit(String text, int size) throws StartException {
    assertEquals(size, read("a.size", text, SettingsTest::size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "8KB", "8kib", "2MiB", "-1B", "9999999999GiB"})
  void aSizeWithoutAUnitOrOutOfItsRangeIsWrong(String text) {
    assertEquals(
        List.of(
            "a.size = %s (file) is wrong: it is a number of bytes with its unit (B, KiB, MiB, GiB) from"
                    .formatted(text)
                + " 0B to 1MiB, default 8KiB"),
        problems(Settings.of(Map.of("a.size", text)), SettingsTest::size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "0", "11", "ten", "0x5"})
  void aNumberThatIsNoneOrOutOfItsRangeIsWrong(String text) {
    assertEquals(
        List.of(
            "a.number = %s (file) is wrong: it is a whole number from 1 to 10, default 3"
                .formatted(text)),
        problems(Settings.of(Map.of("a.number", text)), all -> all.integer("a.number", 3, 1, 10)));
  }

  @Test
  void everyKindOfValueIsRead() throws StartException {
    assertEquals(Integer.valueOf(7), read("k", "7", all -> all.integer("k", 3, 1, 10)));
    assertEquals(Double.valueOf(0.25), read("k", "0.25", all -> all.share("k", 1)));
    assertEquals(Mode.VERY_SLOW, read("k", "very-slow", all -> all.choice("k", Mode.FAST)));
    assertEquals("b", read("k", "b", all -> all.choice("k", "a", List.of("a", "b"))));
    assertEquals(true, read("k", "true", all -> all.flag("k", false)));
    assertEquals("text", read("k", "text", all -> all.text("k")));
    assertEquals("hidden", read("k", "hidden", all -> all.secret("k")).reveal());
    assertEquals(Path.of("/x/y"), read("k", "/x/y", all -> all.path("k", Path.of("z"))));
    var otherwise = URI.create("http://127.0.0.1:1");
    assertEquals(
        URI.create("https://a:5/b"), read("k", "https://a:5/b", all -> all.uri("k", otherwise)));
  }

  @Test
  void whatIsNotGivenIsItsDefault() throws StartException {
    var settings = Settings.of(Map.of());
    assertEquals(3, settings.integer("a", 3, 1, 10));
    assertEquals(0.5, settings.share("b", 0.5));
    assertEquals(Mode.FAST, settings.choice("c", Mode.FAST));
    assertFalse(settings.flag("d", false));
    assertEquals("x", settings.text("e", "x"));
    assertTrue(settings.secretIfAny("f").isEmpty());
    assertEquals(Duration.ofSeconds(2), time(settings));
    assertEquals(8192, size(settings));
    settings.check();
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndOnlyOnce() {
    var settings =
        Settings.of(Map.of("a.number", "x", "b.flag", "yes", "c.flg", "true", "zzzzzzzzzzz", "1"));

    var problems =
        problems(
            settings,
            all ->
                List.of(
                    all.integer("a.number", 3, 1, 10),
                    all.integer("a.number", 3, 1, 10),
                    all.flag("b.flag", false),
                    all.flag("c.flag", false),
                    all.text("d.text"),
                    all.secret("e.secret")));

    assertEquals(
        List.of(
            "a.number = x (file) is wrong: it is a whole number from 1 to 10, default 3",
            "b.flag = yes (file) is wrong: it is one of true, false, default false",
            "d.text is missing: it is a text and has no default; set it in the file or as"
                + " BESTOW_D_TEXT",
            "e.secret is missing: it is a secret and has no default; set it in the file or as"
                + " BESTOW_E_SECRET",
            "c.flg is no setting here: did you mean c.flag?",
            "zzzzzzzzzzz is no setting here"),
        problems);
  }

  @Test
  void aRecordThatRefusesItsValuesIsOneMoreProblem() {
    var settings = Settings.of(Map.of("a.number", "x"));

    var problems =
        problems(
            settings,
            all -> {
              int number = all.integer("a.number", 3, 1, 10);
              throw new IllegalArgumentException("a.number is even, was " + number);
            });

    assertEquals(2, problems.size());
    assertEquals("a.number is even, was 3", problems.get(1));
  }

  @Test
  void theEnvironmentOverridesTheFile() throws StartException {
    var settings =
        Settings.of(
            Map.of("some.long-key", "1"), Map.of("BESTOW_SOME_LONG_KEY", "2", "BESTOW_OTHER", "3"));

    assertEquals(2, settings.integer("some.long-key", 3, 1, 10));
    settings.check();
    assertTrue(settings.describe().contains("some.long-key = 2 (BESTOW_SOME_LONG_KEY)"));
  }

  @Test
  void secretsAreNeverSeen() {
    var settings = Settings.of(Map.of("a.secret", "hidden", "a.uri", "http://me:hidden@host/"));
    var secret = settings.secret("a.secret");
    settings.uri("a.uri", URI.create("http://127.0.0.1:1"));

    var problem = assertThrows(StartException.class, settings::check);

    assertTrue(settings.describe().contains("a.secret = ***"), settings.describe());
    for (var seen :
        List.of(
            settings.describe(),
            settings.effective().toString(),
            secret.toString(),
            problem.toString())) {
      assertFalse(seen.contains("hidden"), seen);
    }
  }

  @Test
  void aFileIsReadAsUtf8AndAKeyThatStandsTwiceIsWrong(@TempDir Path folder) throws Exception {
    var file = folder.resolve("a.properties");
    Files.writeString(file, "a = é\nb = 1\nb = 2\n", StandardCharsets.UTF_8);

    var settings = Settings.load(new String[] {file.toString()}, Map.of());

    assertEquals("é", settings.text("a"));
    assertEquals(
        List.of("b stands there twice: keep one"),
        problems(settings, all -> all.integer("b", 1, 1, 2)));
  }

  @Test
  void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
    var missing = folder.resolve("missing.properties").toString();
    var broken = Files.writeString(folder.resolve("broken.properties"), "a = \\uZZZZ").toString();

    for (var file : List.of(missing, broken)) {
      var refused =
          assertThrows(StartException.class, () -> Settings.load(new String[] {file}, Map.of()));
      assertTrue(refused.problems().getFirst().contains(file), refused.toString());
    }
  }

  @Test
  void moreThanOneArgumentIsRefused() {
    assertThrows(StartException.class, () -> Settings.load(new String[] {"a", "b"}, Map.of()));
  }
}
