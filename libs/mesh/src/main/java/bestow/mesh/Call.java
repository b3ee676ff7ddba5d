package bestow.mesh;

/// What a caller wants from a callee: one HTTP request, without an address.
///
/// @param method what to do
/// @param path the path, with its query if it has one: begins with `/`, holds no space and no
///     control character
/// @param route the path with names in place of the parts that vary, as in `/v1/orders/{order}`:
///     what metrics and spans are named by
/// @param headers the caller's own headers; those of the mesh, `Host` and the body's length come by
///     themselves
/// @param body the body's bytes, empty for none; not to be changed while the call runs
/// @param repeat when the mesh may make the call again at another instance
@SuppressWarnings("ArrayRecordComponent") // a body is passed on as it is; nobody compares calls
public record Call(
    Method method, String path, String route, Headers headers, byte[] body, Repeat repeat) {

  private static final byte[] NO_BODY = {};
  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  public Call {
    if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "A path begins with / and holds printable ASCII only, was '" + path + "'");
    }
  }

  /// A call that is never made again.
  public Call(Method method, String path, String route, Headers headers, byte[] body) {
    this(method, path, route, headers, body, Repeat.NEVER);
  }

  /// A POST of JSON to a path that never varies.
  public static Call post(String path, byte[] json) {
    return new Call(Method.POST, path, path, JSON, json);
  }

  /// A GET of a path.
  public static Call get(String path, String route) {
    return new Call(Method.GET, path, route, Headers.none(), NO_BODY);
  }

  /// The same call with one more header.
  public Call with(String name, String value) {
    return new Call(method, path, route, headers.with(name, value), body, repeat);
  }

  /// The same call, which the mesh may make again so.
  public Call repeat(Repeat other) {
    return new Call(method, path, route, headers, body, other);
  }
}
