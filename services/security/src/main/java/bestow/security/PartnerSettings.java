package bestow.security;

import bestow.server.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who sends paid orders, and what is remembered of them.
///
/// @param partners by name
/// @param window how far the timestamp of a signature may be from now
/// @param noncesMax how many nonces of a partner are remembered at once
/// @param gapsMax how many ranges of missing numbers of a partner are remembered
/// @param gapAfter after which time a number without an answer counts as missing
record PartnerSettings(
    Map<String, Partner> partners, Duration window, int noncesMax, int gapsMax, Duration gapAfter) {
  // Twice the partners that a person could look after.
  private static final int PARTNERS_MAX = 100;

  PartnerSettings {
    partners = Map.copyOf(partners);
    if (partners.size() > PARTNERS_MAX)
      throw new IllegalArgumentException("partners: at most " + PARTNERS_MAX);
  }

  static PartnerSettings from(Settings settings) {
    return new PartnerSettings(
        words(settings.text("partners", ""))
            .distinct()
            .map(name -> partner(name, settings))
            .collect(Collectors.toUnmodifiableMap(Partner::name, Function.identity())),
        settings.duration(
            "partner.window", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(15)),
        settings.integer("partner.nonces-max", 100_000, 1_000, 10_000_000),
        settings.integer("partner.gaps-max", 1_000, 10, 10_000),
        settings.duration(
            "partner.gap-after", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1)));
  }

  private static Partner partner(String name, Settings settings) {
    var key = "partner." + name;
    var secrets =
        Stream.of(settings.secret(key + ".secret"), settings.secretIfAny(key + ".next-secret"))
            .filter(secret -> !secret.isEmpty())
            .toList();
    return new Partner(
        name,
        secrets,
        words(settings.text(key + ".campaigns")).collect(Collectors.toUnmodifiableSet()),
        settings.integer(key + ".first", 1, 1, Integer.MAX_VALUE));
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
  }
}
