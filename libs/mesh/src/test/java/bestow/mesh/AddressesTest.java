package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.testing.Eventually;
import bestow.testing.FakeTicker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AddressesTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final FakeTicker time = new FakeTicker();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void anAddressInDigitsIsNotLookedUp() throws UnknownHostException {
    for (var host : List.of("10.0.0.7", "::1")) {
      var addresses = new Addresses(host, _ -> refuse(), _ -> true, time::nanos);

      assertEquals(List.of(InetAddress.ofLiteral(host)), addresses.resolve(soon()));
    }
    assertEquals(0, asked.get());
  }

  @Test
  void aNameServiceThatHangsKeepsNobodyLongerThanTheDeadline() {
    var hang = new CountDownLatch(1);
    var addresses =
        new Addresses(
            "provider.example",
            _ -> {
              asked.incrementAndGet();
              Eventually.within(SOON, () -> hang.getCount() == 0, "released");
              return refuse();
            },
            _ -> true,
            time::nanos);

    assertThrows(UnknownHostException.class, () -> addresses.resolve(in(Duration.ofMillis(20))));
    assertThrows(UnknownHostException.class, () -> addresses.resolve(in(Duration.ofMillis(20))));

    assertEquals(1, asked.get());
    hang.countDown();
  }

  @Test
  void whatWasFoundIsUsedWhileTheNameServiceIsGoneAndAskedForAnewNowAndThen()
      throws UnknownHostException {
    var first = InetAddress.ofLiteral("10.0.0.1");
    var second = InetAddress.ofLiteral("10.0.0.2");
    var addresses =
        new Addresses(
            "provider.example",
            _ ->
                switch (asked.incrementAndGet()) {
                  case 1 -> List.of(first);
                  case 2 -> throw new UnknownHostException("gone");
                  default -> List.of(second);
                },
            _ -> true,
            time::nanos);
    assertEquals(List.of(first), addresses.resolve(soon()));
    assertEquals(List.of(first), addresses.resolve(soon()));
    assertEquals(1, asked.get());

    time.advance(Duration.ofSeconds(31));
    assertEquals(List.of(first), addresses.resolve(soon()));
    Eventually.within(SOON, () -> asked.get() == 2, "it is asked again, in vain");

    Eventually.within(
        SOON, () -> addresses.resolve(soon()).equals(List.of(second)), "the new one is known");
  }

  private List<InetAddress> refuse() throws UnknownHostException {
    asked.incrementAndGet();
    throw new UnknownHostException("refused");
  }

  private Deadline soon() {
    return in(SOON);
  }

  private Deadline in(Duration from) {
    return Deadline.in(from, time::nanos);
  }
}
