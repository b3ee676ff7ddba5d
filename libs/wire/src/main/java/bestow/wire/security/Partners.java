package bestow.wire.security;

import io.avaje.jsonb.Json;
import java.util.List;

/// The answer of `GET /v1/partners`: the stream of paid orders of each partner, as it stands.
@Json
public record Partners(List<Partner> partners) {
  public Partners {
    partners = List.copyOf(partners);
  }

  /// One partner's stream.
  ///
  /// @param partner their name
  /// @param highest the highest number seen; one less than their first where none was
  /// @param lastTakenAt epoch milliseconds, when the last order had its answer; 0 before the first
  /// @param missing how many numbers up to the highest have no answer, older than the time that an
  ///     order needs
  /// @param gaps those numbers, the lowest first, at most 100 ranges
  /// @param forgotten how many numbers are no longer looked for, since there were too many ranges
  @Json
  public record Partner(
      String partner,
      long highest,
      long lastTakenAt,
      long missing,
      List<Gap> gaps,
      long forgotten) {
    public Partner {
      gaps = List.copyOf(gaps);
    }
  }

  /// Numbers that have no answer.
  ///
  /// @param from the first
  /// @param to the last
  /// @param since epoch milliseconds, when the range was first seen to be missing
  @Json
  public record Gap(long from, long to, long since) {}
}
