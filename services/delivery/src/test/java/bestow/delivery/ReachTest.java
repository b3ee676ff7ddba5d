package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReachTest {

  private static final Reach ANY = new Reach(List.of("*"), Reach.Loopback.REFUSED);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.acme.example/gifts",
        "http://10.1.2.3:8080/gifts?x=1",
        "https://[2001:db8::1]/gifts"
      })
  void anHttpEndpointIsTaken(String endpoint) {
    assertEquals(endpoint, ANY.check(endpoint).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gifts",
        "/gifts",
        "ftp://acme.example/gifts",
        "file:///etc/passwd",
        "gopher://acme.example",
        "https:///gifts",
        "https://user:secret@acme.example/gifts",
        "https://acme.example/gifts#part",
        "https://acme example/gifts",
        "https://",
        "jar:https://acme.example!/x"
      })
  void anythingElseIsNot(String endpoint) {
    assertThrows(IllegalArgumentException.class, () -> ANY.check(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "acme.example,acme.example,true",
    "acme.example,ACME.example,true",
    "acme.example,api.acme.example,false",
    "*.acme.example,api.acme.example,true",
    "*.acme.example,a.b.acme.example,true",
    "*.acme.example,acme.example,false",
    "*.acme.example,evilacme.example,false",
    "*,anything.example,true"
  })
  void aPatternLetsThroughWhatItSays(String pattern, String host, boolean through) {
    var reach = new Reach(List.of(pattern), Reach.Loopback.REFUSED);

    if (through) {
      assertEquals(host, reach.check("https://" + host + "/gifts").getHost());
    } else {
      assertThrows(IllegalArgumentException.class, () -> reach.check("https://" + host + "/gifts"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,false",
    "127.8.8.8,false",
    "0.0.0.0,false",
    "169.254.169.254,false",
    "::1,false",
    "::,false",
    "fe80::1,false",
    "::ffff:127.0.0.1,false",
    "224.0.0.1,false",
    "10.1.2.3,false",
    "172.16.0.1,false",
    "192.168.0.1,false",
    "100.64.0.1,false",
    "fd00::1,false",
    "100.128.0.1,true",
    "192.0.2.7,true",
    "2001:db8::1,true"
  })
  void onlyPublicAddressesAreReachedThatNobodyNamed(String address, boolean reached)
      throws UnknownHostException {
    assertEquals(reached, allows(ANY, "acme.example", address));
  }

  @Test
  void aLocalRunMayReachTheMachineItself() throws UnknownHostException {
    var local = new Reach(List.of("*"), Reach.Loopback.ALLOWED);

    assertEquals(true, allows(local, "localhost", "127.0.0.1"));
    assertEquals(false, allows(local, "localhost", "224.0.0.1"));
  }

  @Test
  void aHostThatIsNamedMayBePrivateButNotTheMachineItself() throws UnknownHostException {
    var named = new Reach(List.of("*.acme.example"), Reach.Loopback.REFUSED);

    assertEquals(true, allows(named, "gifts.acme.example", "10.1.2.3"));
    assertEquals(false, allows(named, "gifts.acme.example", "127.0.0.1"));
  }

  private static boolean allows(Reach reach, String host, String digits)
      throws UnknownHostException {
    return reach
        .addresses(URI.create("https://" + host + "/gifts"))
        .test(InetAddress.getAllByName(digits)[0]);
  }
}
