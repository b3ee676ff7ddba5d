package bestow.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// Which addresses a campaign's provider may have: a campaign is written by an operator, and must
/// not become a way into our own network. Immutable.
///
/// @param hosts patterns of the hosts that are allowed, `*` for any and `*.` in front for any below
///     a domain
/// @param loopback whether the machine itself and its own link may be called, as in a local run
record Reach(List<String> hosts, Loopback loopback) {

  Reach {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /// Whether the machine itself may be called.
  enum Loopback {
    ALLOWED,
    REFUSED
  }

  /// The endpoint, if it may be called as far as its text tells.
  ///
  /// @throws IllegalArgumentException with a sentence when it may not
  URI check(String endpoint) {
    var uri = URI.create(endpoint);
    var scheme = uri.getScheme();
    if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("an endpoint is http or https, was " + endpoint);
    }
    var host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "an endpoint has a host, and neither a user nor a fragment, was " + endpoint);
    }
    if (hosts.stream().noneMatch(pattern -> matches(pattern, host.toLowerCase(Locale.ROOT)))) {
      throw new IllegalArgumentException(
          "provider.allow does not let " + host + " be called: it has " + hosts);
    }
    return uri;
  }

  /// Whether a connection may go to the address that a host's name stands for.
  boolean allows(InetAddress address) {
    boolean near =
        address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress();
    if (near) {
      return loopback == Loopback.ALLOWED;
    }
    return !address.isMulticastAddress();
  }

  private static boolean matches(String pattern, String host) {
    if (pattern.equals("*")) {
      return true;
    }
    return pattern.startsWith("*.")
        ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
        : host.equals(pattern);
  }
}
