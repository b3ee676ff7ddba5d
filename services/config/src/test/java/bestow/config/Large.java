package bestow.config;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sound campaign files of a wanted size.
final class Large {
  private static final String HEAD =
      """
      campaign: large
      window: {from: 2026-11-20T00:00:00Z, to: 2026-12-20T00:00:00Z}
      gifts:
      """;

  private Large() {}

  static String gifts(int count) {
    return HEAD + lines(count, Large::gift) + "providers:\n" + provider(0);
  }

  static String providers(int count) {
    return HEAD + gift(0) + "providers:\n" + lines(count, Large::provider);
  }

  static String bytes(int count) {
    var file = gifts(1);
    return file + "#".repeat(count - file.length());
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
  }

  private static String gift(int i) {
    return "- {gift: g%d, provider: p0, stock: 10, perUser: {limit: 1, per: campaign}}\n"
        .formatted(i);
  }

  private static String provider(int i) {
    return "- {provider: p%d, endpoint: 'https://p.example.com/', idempotency: query,".formatted(i)
        + " timeouts: {connect: 1s, write: 1s, read: 1s}, promise: 1h}\n";
  }
}
