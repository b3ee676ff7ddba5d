package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An outside system that delivers, and everything that its own API needs: all of it configuration.
///
/// @param provider its id within the campaign
/// @param endpoint absolute http or https URL
/// @param idempotency what it makes of the same order number twice
/// @param limitAtSource whether it holds a per-user limit of its own, so that asking again is safe
/// @param revocable whether it takes a delivered order back
/// @param timeouts for one call to it
/// @param readTimeoutCap for `none`: how often a user's order for one gift may be uncertain, 1 to
///     10
/// @param lane fast or slow
/// @param promiseSeconds by when an accepted order is delivered, 1 to 604,800
/// @param request what is sent
/// @param results what its answers mean; the first rule that fits decides, and without one the
///     answer is uncertain
/// @param signing how it knows that we are we
@Json
public record Provider(
    String provider,
    String endpoint,
    Idempotency idempotency,
    boolean limitAtSource,
    boolean revocable,
    Timeouts timeouts,
    int readTimeoutCap,
    Lane lane,
    int promiseSeconds,
    Request request,
    List<ResultRule> results,
    Signing signing) {
  public Provider {
    results = List.copyOf(results);
  }

  /// Milliseconds for one call.
  ///
  /// @param connectMillis 1 to 60,000
  /// @param writeMillis 1 to 60,000
  /// @param readMillis while a user waits, 1 to 600,000
  /// @param laterMillis the same for workers, for whom no user waits: `readMillis` to 600,000; null
  ///     for no longer than that
  @Json
  public record Timeouts(
      int connectMillis, int writeMillis, int readMillis, @Nullable Integer laterMillis) {
    public Timeouts {
      if (laterMillis != null && laterMillis < readMillis) {
        throw new IllegalArgumentException(
            "later >= read in ms, was " + laterMillis + " and " + readMillis);
      }
    }

    /// The same for workers as for users.
    public Timeouts(int connectMillis, int writeMillis, int readMillis) {
      this(connectMillis, writeMillis, readMillis, null);
    }

    /// How long an answer is waited for at the most, whoever waits.
    public int longestMillis() {
      return laterMillis == null ? readMillis : laterMillis;
    }
  }

  /// What is sent to deliver an order. In `body` and header values `${order}`, `${user}`,
  /// `${gift}`, `${campaign}` and `${quantity}`
  /// stand for the order's own, escaped for JSON in the body.
  ///
  /// @param method POST or PUT
  /// @param headers in addition to Content-Type and signing
  /// @param contentType of the body
  /// @param body the template
  @Json
  public record Request(
      String method, Map<String, String> headers, String contentType, String body) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /// What an answer means.
  ///
  /// @param statusFrom the lowest HTTP status that it fits
  /// @param statusTo the highest
  /// @param member a top-level member of the JSON answer that must be there; null for any answer
  /// @param equal the value that the member must have; null for any value
  /// @param result what it means
  /// @param reason for a refusal: the stable code that the user is told, such as `not-eligible`
  /// @param receipt for a delivery: the top-level member that holds the receipt; null where there
  ///     is none
  @Json
  public record ResultRule(
      int statusFrom,
      int statusTo,
      @Nullable String member,
      @Nullable String equal,
      Result result,
      @Nullable String reason,
      @Nullable String receipt) {}

  /// The four things that an answer can mean.
  public enum Result {
    DELIVERED("delivered"),
    REFUSED("refused"),
    RETRY_LATER("retry-later"),
    UNCERTAIN("uncertain");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /// The word on the wire and in a campaign file.
    @Json.Value
    public String word() {
      return word;
    }
  }

  /// How a provider knows that we are we. The secret itself is never in a campaign: `secret` names
  /// one of delivery's settings.
  ///
  /// @param kind which way
  /// @param header the header that carries it
  /// @param secret the name of the secret; empty for none
  @Json
  public record Signing(Kind kind, String header, String secret) {
    /// No proof at all.
    public static final Signing NONE = new Signing(Kind.NONE, "", "");

    /// Which way.
    public enum Kind {
      NONE("none"),
      HEADER("header"),
      BEARER("bearer"),
      HMAC_SHA256("hmac-sha256");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      /// The word on the wire and in a campaign file.
      @Json.Value
      public String word() {
        return word;
      }
    }
  }
}
