package bestow.config;

import bestow.wire.config.Campaign;
import bestow.wire.config.Finding;
import java.util.function.Function;
import java.util.stream.Stream;

/// One check rule: what it is called, whether what it finds stands in the way of publishing, and
/// what it finds. Pure: a rule knows the campaign and nothing else.
record Check(
    String rule, Finding.Severity severity, Function<Campaign, Stream<Check.Objection>> look) {

  /// What a rule has against a campaign.
  ///
  /// @param path the member that it is about
  /// @param message what is wrong and what would be right
  record Objection(String path, String message) {}
}
