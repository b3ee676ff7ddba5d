package bestow.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Which addresses a campaign's provider may have: a campaign is written by an operator, and must
/// not become a way into our own network. Immutable.
///
/// @param hosts patterns of the hosts that are allowed: `*` for any with a public address, `*.` in
///     front for any below a domain, else the host itself; one that is named so may be private
/// @param loopback whether the machine itself and its own link may be called, as in a local run
record Reach(List<String> hosts, Loopback loopback) {

  private static final String ANY = "*";

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

  /// Which of the addresses that an endpoint's host stands for may be connected to.
  Predicate<InetAddress> addresses(URI endpoint) {
    var host = endpoint.getHost().toLowerCase(Locale.ROOT);
    boolean named =
        hosts.stream().anyMatch(pattern -> !pattern.equals(ANY) && matches(pattern, host));
    return address -> {
      if (address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || address.isAnyLocalAddress()) {
        return loopback == Loopback.ALLOWED;
      }
      return !address.isMulticastAddress() && (named || !isPrivate(address));
    };
  }

  private static boolean isPrivate(InetAddress address) {
    var bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean behindCarrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isSiteLocalAddress() || uniqueLocal || behindCarrier;
  }

  private static boolean matches(String pattern, String host) {
    if (pattern.equals(ANY)) {
      return true;
    }
    return pattern.startsWith("*.")
        ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
        : host.equals(pattern);
  }
}
