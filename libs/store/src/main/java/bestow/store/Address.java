package bestow.store;

/// Where a Redis listens.
///
/// @param host a name or address
/// @param port 1 to 65535
public record Address(String host, int port) {
  private static final int PORT_MAX = 65535;

  public Address {
    if (host.isBlank()) {
      throw new IllegalArgumentException("An address has a host");
    }
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("A port is from 1 to 65535, was " + port);
    }
  }

  /// The address in `host:port`, as settings and Redis write it; an IPv6 host may stand in brackets
  /// or not.
  ///
  /// @throws IllegalArgumentException with a sentence where it is none
  public static Address of(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("An address is written host:port, was " + text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Address(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
