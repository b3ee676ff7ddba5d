package bestow.server;

import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A method and a path pattern, with everything about them that metrics and spans say, made once.
/// Safe for use by many threads.
final class Route {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  /// Stands for a status where the connection ended before there was one.
  static final int UNANSWERED = 0;

  /// What the semantic conventions call a method nobody knows: a caller may invent any number.
  private static final String OTHER = "_OTHER";

  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final int STATUS_MAX = 599;

  private final String method;
  private final String pattern;
  private final PathMatcher matcher;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicReferenceArray<Attributes> answered =
      new AtomicReferenceArray<>(STATUS_MAX + 1);

  private Route(String method, String pattern, PathMatcher matcher) {
    this.method = method;
    this.pattern = pattern;
    this.matcher = matcher;
  }

  static Route of(Method method, String pattern) {
    return new Route(method.text(), pattern, PathMatchers.create(pattern));
  }

  /// What stands for all paths that no door has.
  static Route none(Method method) {
    var known = KNOWN.contains(method.text()) ? method.text() : OTHER;
    return new Route(known, "", PathMatchers.any());
  }

  String method() {
    return method;
  }

  String pattern() {
    return pattern;
  }

  PathMatcher matcher() {
    return matcher;
  }

  /// How many requests are under way here.
  AtomicInteger active() {
    return active;
  }

  String spanName() {
    return pattern.isEmpty() ? method : method + " " + pattern;
  }

  /// The attributes of a duration that was measured here.
  Attributes answered(int status) {
    int index = Math.clamp(status, 0, STATUS_MAX);
    var known = answered.get(index);
    if (known != null) {
      return known;
    }
    var made = attributes(index);
    answered.set(index, made);
    return made;
  }

  private Attributes attributes(int status) {
    var attributes = Attributes.builder().put(METHOD, method).put(SCHEME, "http");
    if (!pattern.isEmpty()) {
      attributes.put(ROUTE, pattern);
    }
    if (status == UNANSWERED) {
      return attributes.put(ERROR, "connection_closed").build();
    }
    attributes.put(STATUS, (long) status);
    if (status >= 500) {
      attributes.put(ERROR, Integer.toString(status));
    }
    return attributes.build();
  }
}
