package bestow.delivery;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Headers;
import bestow.mesh.Method;
import bestow.wire.config.Provider;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The way to a provider that speaks HTTP: everything about its API is configuration. For any
/// number of threads.
final class HttpAdapter implements Adapter {

  private static final String ROUTE = "provider";
  private static final byte[] NO_BODY = {};

  private final Callee callee;
  private final Method method;
  private final String path;
  private final String query;
  private final Template body;
  private final Headers fixed;
  private final Map<String, Template> varying;
  private final Signer signer;
  private final Results results;

  /// @param endpoint the provider's, checked
  /// @param callee the host that the endpoint names
  /// @throws IllegalArgumentException with a sentence when the provider's configuration cannot be
  ///     used
  HttpAdapter(Provider provider, URI endpoint, Callee callee, Signer signer) {
    this.callee = callee;
    this.method = method(provider.request().method());
    var rawPath = endpoint.getRawPath();
    this.path = rawPath == null || rawPath.isEmpty() ? "/" : rawPath;
    var rawQuery = endpoint.getRawQuery();
    this.query = rawQuery == null ? "" : "?" + rawQuery;
    this.body = Template.of(provider.request().body());
    this.signer = signer;
    this.results = new Results(provider.results());
    var headers = Headers.of("Content-Type", provider.request().contentType());
    var templates = new HashMap<String, Template>();
    for (var header : provider.request().headers().entrySet()) {
      if (header.getValue().contains("${")) {
        templates.put(header.getKey(), Template.of(header.getValue()));
      } else {
        headers = headers.with(header.getKey(), header.getValue());
      }
    }
    this.fixed = headers;
    this.varying = Map.copyOf(templates);
  }

  @Override
  public Verdict deliver(Order order) {
    var bytes = body.json(order);
    var call = new Call(method, path + query, ROUTE, headers(order, bytes), bytes);
    return results.delivered(callee.call(call));
  }

  @Override
  public Verdict ask(Order order) {
    return results.asked(callee.call(ofOne(Method.GET, order)));
  }

  @Override
  public Verdict revoke(Order order) {
    return results.revoked(callee.call(ofOne(Method.DELETE, order)));
  }

  private Call ofOne(Method verb, Order order) {
    var below = path.endsWith("/") ? path : path + "/";
    return new Call(
        verb, below + order.number() + query, ROUTE + "/{order}", headers(order, NO_BODY), NO_BODY);
  }

  private Headers headers(Order order, byte[] bytes) {
    var headers = fixed;
    for (var header : varying.entrySet()) {
      headers = headers.with(header.getKey(), header.getValue().header(order));
    }
    return signer.sign(headers, bytes);
  }

  private static Method method(String word) {
    return switch (word) {
      case "POST" -> Method.POST;
      case "PUT" -> Method.PUT;
      default ->
          throw new IllegalArgumentException(
              "a delivery is asked for by POST or PUT, not by " + word);
    };
  }
}
