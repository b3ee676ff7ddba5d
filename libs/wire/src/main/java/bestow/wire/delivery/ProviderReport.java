package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /v1/reconciliation`, for operators: what providers have otherwise than delivery.
///
/// @param findings by shard, at most 100
/// @param next what to ask for `after` these; null where there are no more
@Json
public record ProviderReport(List<Finding> findings, @Nullable String next) {
  public ProviderReport {
    findings = List.copyOf(findings);
  }

  /// Something that a provider has otherwise, or had.
  ///
  /// @param subject an order's number, or what a provider states as one
  /// @param kind `only-ours`, `only-theirs`, `differs` or `late`
  /// @param open whether a person has to look; where not, it is shown for another day
  /// @param ours what delivery has
  /// @param theirs what the provider has
  /// @param since epoch milliseconds when it was found
  /// @param checkedAt epoch milliseconds when it was last looked at
  /// @param deed what was done about it, or what a person should do
  @Json
  public record Finding(
      String subject,
      String kind,
      boolean open,
      String ours,
      String theirs,
      long since,
      long checkedAt,
      String deed) {}
}
