package bestow.mesh;

/// One running process of a callee and where it can be reached.
///
/// @param id its name in the registry
/// @param host its address
/// @param port its port, 1 to 65535
/// @param place where it stands and what it is for
public record Instance(String id, String host, int port, Place place) {

  public Instance {
    printable("id", id);
    printable("host", host);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("An instance has a host, '" + id + "' has none");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("An instance's port is 1 to 65535, was " + port);
    }
  }

  /// Of what tells them apart as a rule: each call looks its instance up.
  @Override
  public int hashCode() {
    return 31 * id.hashCode() + port;
  }

  /// Host and port as one word, as in `10.0.0.7:8104` or `[::1]:8104`.
  public String address() {
    return hostInUrl() + ":" + port;
  }

  /// The host as it stands in a URL.
  String hostInUrl() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static void printable(String what, String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "An instance's " + what + " is printable ASCII without spaces, was '" + text + "'");
    }
  }
}
