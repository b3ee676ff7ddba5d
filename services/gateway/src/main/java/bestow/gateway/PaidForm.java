package bestow.gateway;

import bestow.wire.gateway.PaidOrderRequest;
import bestow.wire.security.PaidCheckRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads what a partner sent into what the flow takes, and says what is wrong with it.
final class PaidForm {
  private static final HeaderName PARTNER = HeaderNames.create("Bestow-Partner");
  private static final HeaderName TIMESTAMP = HeaderNames.create("Bestow-Timestamp");
  private static final HeaderName NONCE = HeaderNames.create("Bestow-Nonce");
  private static final HeaderName SIGNATURE = HeaderNames.create("Bestow-Signature");

  private static final Pattern TIMESTAMPS = Pattern.compile("[1-9][0-9]{0,11}");
  private static final Pattern NONCES = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern SIGNATURES = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ORDER_ID = Pattern.compile("[!-~]{1,128}");
  private static final int YEAR_MIN = 2000;
  private static final int YEAR_MAX = 9999;

  private PaidForm() {}

  /// The signed order that a request brings, or what is wrong with it.
  ///
  /// @param body as it was read
  /// @param bytes the same, to the letter
  static Read read(PaidOrderRequest body, byte[] bytes, ServerRequest request) {
    var partner = header(request, PARTNER).filter(ClaimForm::isId);
    var timestamp = header(request, TIMESTAMP).filter(matches(TIMESTAMPS));
    var nonce = header(request, NONCE).filter(matches(NONCES));
    var signature = header(request, SIGNATURE).filter(matches(SIGNATURES));
    if (partner.isEmpty() || timestamp.isEmpty() || nonce.isEmpty() || signature.isEmpty()) {
      return new Read.Wrong(Refusal.SIGNATURE_INVALID, UNSIGNED);
    }
    if (!ORDER_ID.matcher(body.id()).matches()) {
      return invalid("id: 1 to 128 printable ASCII characters without a space");
    }
    if (!ClaimForm.isId(body.campaign())) return invalid("campaign: 1 to 40 of a-z, 0-9 and -");
    if (!ClaimForm.isId(body.gift())) return invalid("gift: 1 to 40 of a-z, 0-9 and -");
    if (body.user().codePoints().anyMatch(PaidForm::isUnfit)) {
      return invalid("user: no control character and no half of a pair");
    }
    var paidAt = instant(body.paidAt());
    if (paidAt.isEmpty()) return invalid("paidAt: a time as in 2026-11-20T12:00:00+08:00");
    var order =
        new PaidOrder(
            partner.get(),
            body.id(),
            body.sequence(),
            paidAt.get(),
            body.user(),
            body.campaign(),
            body.gift());
    var check =
        new PaidCheckRequest(
            partner.get(),
            Long.parseLong(timestamp.get()),
            nonce.get(),
            signature.get(),
            new String(bytes, StandardCharsets.UTF_8),
            body.campaign(),
            body.sequence());
    return new Read.Signed(order, check);
  }

  private static final String UNSIGNED =
      "send Bestow-Partner, Bestow-Timestamp (epoch seconds), Bestow-Nonce (16 to 64 of A-Z a-z 0-9"
          + " _ -) and Bestow-Signature (64 hex digits), once each";

  private static Read invalid(String detail) {
    return new Read.Wrong(Refusal.INVALID, detail);
  }

  /// A header that came once: of two, nobody knows which was meant.
  private static Optional<String> header(ServerRequest request, HeaderName name) {
    var headers = request.headers();
    if (!headers.contains(name)) return Optional.empty();
    var values = headers.get(name).allValues();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static Predicate<String> matches(Pattern pattern) {
    return text -> pattern.matcher(text).matches();
  }

  private static Optional<Instant> instant(String text) {
    try {
      var time = OffsetDateTime.parse(text);
      return time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX
          ? Optional.empty()
          : Optional.of(time.toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean isUnfit(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  /// A signed order, or what is wrong with it.
  sealed interface Read {
    /// An order, and what proves it.
    ///
    /// @param check whether it is its partner's, as security is asked
    record Signed(PaidOrder order, PaidCheckRequest check) implements Read {}

    record Wrong(Refusal refusal, String detail) implements Read {}
  }
}
