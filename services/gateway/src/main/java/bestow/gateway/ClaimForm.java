package bestow.gateway;

import bestow.wire.gateway.ClaimRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a user sent into what the flow takes, and says what is wrong with it.
final class ClaimForm {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final HeaderName DEVICE_ID = HeaderNames.create("Device-Id");
  private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern ORDER = Pattern.compile("[a-z0-9]{32}");
  private static final String BEARER = "Bearer ";
  private static final int KEY_LENGTH_MAX = 255;
  private static final int DEVICE_LENGTH_MAX = 100;
  private static final int TOKEN_LENGTH_MAX = 200;

  private final Set<String> edges;

  /// @param edges the addresses of our own edge proxies, whose word on a user's address we take
  ClaimForm(Set<String> edges) {
    this.edges = Set.copyOf(edges);
  }

  /// The claim that a request makes, or what is wrong with it.
  Read claim(ClaimRequest body, ServerRequest request) {
    var token = token(request);
    if (token.isEmpty()) return new Read.Wrong(Refusal.SESSION_INVALID, NO_TOKEN);
    if (!isId(body.campaign())) return new Read.Wrong(Refusal.INVALID, "campaign" + NO_ID);
    var gift = Optional.ofNullable(body.gift()).orElse("");
    var bundle = Optional.ofNullable(body.bundle()).orElse("");
    if (!isId(gift + bundle)) {
      return new Read.Wrong(Refusal.INVALID, (bundle.isEmpty() ? "gift" : "bundle") + NO_ID);
    }
    var key = header(request, IDEMPOTENCY_KEY);
    if (key.isPresent() && !isPrintable(key.get(), KEY_LENGTH_MAX)) {
      return new Read.Wrong(
          Refusal.INVALID, "Idempotency-Key: 1 to 255 printable ASCII characters");
    }
    var device = header(request, DEVICE_ID);
    if (device.isPresent() && !isPrintable(device.get(), DEVICE_LENGTH_MAX)) {
      return new Read.Wrong(Refusal.INVALID, "Device-Id: 1 to 100 printable ASCII characters");
    }
    return new Read.Claimed(
        new Claim(
            token.get(),
            body.campaign(),
            gift,
            bundle,
            orNull(key),
            address(request),
            device.orElse(""),
            null));
  }

  /// What a user is told who shows no session.
  static final String NO_TOKEN = "send Authorization: Bearer and a session token";

  private static final String NO_ID = ": 1 to 40 of a-z, 0-9 and -";

  /// The session token that a request shows.
  static Optional<String> token(ServerRequest request) {
    return header(request, HeaderNames.AUTHORIZATION)
        .filter(value -> value.startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()).strip())
        .filter(value -> isPrintable(value, TOKEN_LENGTH_MAX));
  }

  /// Whether a text has the form of a campaign's or gift's id.
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// Whether a text has the form of an order number.
  static boolean isOrder(String text) {
    return ORDER.matcher(text).matches();
  }

  /// The user's address: the peer's own, or, where the peer is an edge of ours, the last address of
  /// `X-Forwarded-For` that is not. What stands before it anybody may have written.
  private String address(ServerRequest request) {
    var peer = request.remotePeer().host();
    if (!edges.contains(peer)) return peer;
    var hops = header(request, FORWARDED_FOR).orElse("").split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      var hop = hops[i].strip();
      if (!hop.isEmpty() && hop.length() <= 45 && !edges.contains(hop)) return hop;
    }
    return peer;
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    var headers = request.headers();
    return headers.contains(name) ? Optional.of(headers.get(name).get()) : Optional.empty();
  }

  private static boolean isPrintable(String text, int lengthMax) {
    return !text.isEmpty()
        && text.length() <= lengthMax
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  /// A claim, or what is wrong with it.
  sealed interface Read {
    record Claimed(Claim claim) implements Read {}

    record Wrong(Refusal refusal, String detail) implements Read {}
  }
}
