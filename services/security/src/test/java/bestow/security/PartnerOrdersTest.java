package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.security.PartnerOrders.Told;
import bestow.server.Secret;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidCheckRequest;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import bestow.wire.security.Partners;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of paid orders.
final class PartnerOrdersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final Signed signed = new Signed(Signed.SECRET, NOW.getEpochSecond());
  private final PartnerOrders orders =
      new PartnerOrders(
          new PartnerSettings(
              Map.of(
                  "shop", partner("shop", Signed.SECRET, Signed.NEXT_SECRET),
                  "bank", partner("bank", "a-secret-that-is-the-bank's-alone")),
              WINDOW,
              1_000,
              100,
              Duration.ZERO),
          new MemoryPartnerStore(1_000),
          InstantSource.fixed(NOW));

  @Test
  void anOrderThatThePartnerSignedIsTheirsOnce() {
    var order = signed.order(1);

    assertEquals(new PaidCheckReply.Theirs(), checked(order));
    assertEquals(new PaidCheckReply.Replayed(), checked(order));
    assertEquals(new PaidCheckReply.Theirs(), checked(signed.order(1)));
  }

  @Test
  void bothSecretsHoldWhileOneIsReplacedByTheOther() {
    assertEquals(new PaidCheckReply.Theirs(), checked(signed.by(Signed.NEXT_SECRET).order(1)));
    assertEquals(
        new PaidCheckReply.Unproven(),
        checked(signed.by("a-secret-that-the-shop-had-before-that").order(1)));
  }

  @Test
  void whateverIsChangedAfterSigningProvesNothing() {
    var order = signed.order(1);

    for (PaidCheckRequest changed :
        List.of(
            with(order, "bank", order.timestamp(), order.nonce(), order.body()),
            with(order, "nobody", order.timestamp(), order.nonce(), order.body()),
            with(order, "shop", order.timestamp() + 1, order.nonce(), order.body()),
            with(order, "shop", order.timestamp(), "another-nonce-than-that", order.body()),
            with(order, "shop", order.timestamp(), order.nonce(), order.body() + " "),
            with(order, "shop", order.timestamp(), order.nonce(), "{\"id\":\"o-1\"}"))) {
      assertEquals(new PaidCheckReply.Unproven(), checked(changed));
    }

    assertEquals(0, shop().highest());
    assertEquals(new PaidCheckReply.Theirs(), checked(order));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "no hex at all, but of the right length: sixty-four characters...",
        "ABCDEF0000000000000000000000000000000000000000000000000000000000"
      })
  void whatIsNoSignatureProvesNothing(String signature) {
    var order = signed.order(1);

    assertEquals(
        new PaidCheckReply.Unproven(),
        checked(
            new PaidCheckRequest(
                order.partner(),
                order.timestamp(),
                order.nonce(),
                signature,
                order.body(),
                order.campaign(),
                order.sequence())));
  }

  @Test
  void aTimestampHoldsToTheEdgeOfTheWindowOnBothSides() {
    long now = NOW.getEpochSecond();
    for (long off : List.of(-60L, 60L)) {
      assertEquals(
          new PaidCheckReply.Theirs(), checked(new Signed(Signed.SECRET, now + off).order(1)));
    }
    for (long when : List.of(now - 61, now + 61, 1L, Long.MAX_VALUE)) {
      assertEquals(
          new PaidCheckReply.Untimely(60), checked(new Signed(Signed.SECRET, when).order(9)));
    }
    assertEquals(1, shop().highest());
  }

  @Test
  void aPartnerGivesOnlyWhatIsTheirs() {
    assertEquals(new PaidCheckReply.NotEntitled(), checked(signed.order(1, "autumn")));
    assertEquals(0, shop().highest());
  }

  @Test
  void anOrderIsMissingFromItsCheckUntilItsAnswer() {
    var later =
        new PartnerOrders(
            new PartnerSettings(
                Map.of("shop", partner("shop", Signed.SECRET)),
                WINDOW,
                1_000,
                100,
                Duration.ofSeconds(10)),
            new MemoryPartnerStore(1_000),
            InstantSource.fixed(NOW));
    later.check(signed.order(2));
    assertEquals(List.of(), all(later).getFirst().gaps());

    orders.check(signed.order(2));
    orders.taken(new PaidTakenRequest("shop", 2));

    assertEquals(2, shop().highest());
    assertEquals(NOW.toEpochMilli(), shop().lastTakenAt());
  }

  @Test
  void nobodysAnswersAreNoted() {
    assertEquals(
        new Told.Answer<>(new PaidTakenReply.Unknown()),
        orders.taken(new PaidTakenRequest("nobody", 1)));
    assertEquals(
        new PaidCheckReply.Unproven(), checked(signed.by("-".repeat(32)).as("nobody").order(1)));
  }

  @Test
  void aSecretThatCouldBeGuessedIsRefusedAndNotShown() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> partner("shop", "only-thirty-one-characters-long"));

    assertTrue(String.valueOf(refused.getMessage()).contains("32"));
    assertFalse(String.valueOf(refused.getMessage()).contains("thirty"));
    assertFalse(partner("shop", Signed.SECRET).toString().contains(Signed.SECRET));
  }

  private PaidCheckReply checked(PaidCheckRequest order) {
    return switch (orders.check(order)) {
      case Told.Answer<PaidCheckReply>(PaidCheckReply reply) -> reply;
      case Told.Refused<PaidCheckReply> _, Told.InDoubt<PaidCheckReply> _ ->
          throw new AssertionError("the store in memory is always there");
    };
  }

  private Partners.Partner shop() {
    return all(orders).getLast();
  }

  private static List<Partners.Partner> all(PartnerOrders orders) {
    return switch (orders.all()) {
      case Told.Answer<Partners>(Partners all) -> all.partners();
      case Told.Refused<Partners> _, Told.InDoubt<Partners> _ -> List.of();
    };
  }

  private static PaidCheckRequest with(
      PaidCheckRequest order, String partner, long timestamp, String nonce, String body) {
    return new PaidCheckRequest(
        partner, timestamp, nonce, order.signature(), body, order.campaign(), order.sequence());
  }

  private static Partner partner(String name, String... secrets) {
    return new Partner(name, Arrays.stream(secrets).map(Secret::new).toList(), Set.of("spring"), 1);
  }
}
