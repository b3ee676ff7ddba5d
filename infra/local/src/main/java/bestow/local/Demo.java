package bestow.local;

import bestow.mesh.Ticker;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.gateway.ClaimAnswer;
import bestow.wire.gateway.ClaimRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The first claim of a run: a campaign is published, a user signs in and claims its gift.
final class Demo {
  static final String CAMPAIGN = "spring";
  static final String GIFT = "vip-day";
  static final ClaimRequest CLAIM = new ClaimRequest(CAMPAIGN, GIFT);

  private static final Codec<ClaimAnswer> ANSWER = Json.codec(ClaimAnswer.class);
  private static final Duration BEFORE_NOW = Duration.ofHours(1);
  private static final Duration AFTER_NOW = Duration.ofDays(30);

  private final Doors doors;
  private final Launcher.Addresses addresses;
  private final InstantSource clock;
  private final Ticker ticker;

  Demo(Doors doors, Launcher.Addresses addresses, InstantSource clock, Ticker ticker) {
    this.doors = doors;
    this.addresses = addresses;
    this.clock = clock;
    this.ticker = ticker;
  }

  /// Publishes the demo campaign, unless an earlier run did, and returns when the gateway has it.
  void publish(String operatorToken) throws LaunchException, InterruptedException {
    var publication = new Publication(doors, ticker, addresses.config(), operatorToken);
    if (!publication.isOn(addresses.gateway(), CLAIM.campaign())) {
      publication.publish(CLAIM.campaign(), campaignFile());
      publication.awaitPush(addresses.gateway(), CLAIM.campaign());
    }
  }

  /// What came of the claim.
  ///
  /// @param answer what the gateway said
  /// @param order the order number and receipt in it, if it is a claim's answer at all
  /// @param inLedger how many lines the provider's own ledger has for that order
  record Claimed(Doors.Answer answer, Optional<ClaimAnswer> order, long inLedger) {
    boolean isDelivered() {
      return inLedger == 1 && order.filter(claim -> claim.status().equals("delivered")).isPresent();
    }

    String told() {
      return order
          .map(
              claim ->
                  "%s, order %s, receipt %s; the provider's ledger has it %s."
                      .formatted(claim.status(), claim.order(), claim.receipt(), times()))
          .orElseGet(answer::toString);
    }

    private String times() {
      return inLedger == 1 ? "once" : inLedger + " times";
    }
  }

  /// Claims the demo gift for a user who signed in, and stays until the claim has an end.
  Claimed claim(String jwt) throws LaunchException, InterruptedException {
    var gateway = addresses.gateway();
    var token = doors.signIn(gateway, jwt);
    var answer = doors.claim(gateway, token, CLAIM);
    if (answer.status() == 202) {
      answer = doors.awaitEnd(gateway, token, read(answer).order());
    }
    if (!answer.isGood()) {
      return new Claimed(answer, Optional.empty(), 0);
    }
    var order = read(answer);
    return new Claimed(answer, Optional.of(order), inLedger(order.order()));
  }

  private static ClaimAnswer read(Doors.Answer answer) throws LaunchException {
    try {
      return ANSWER.read(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException malformed) {
      throw new LaunchException("The gateway's answer is " + malformed.getMessage(), malformed);
    }
  }

  private long inLedger(String order) throws LaunchException, InterruptedException {
    var ledger = doors.get(addresses.provider().resolve("/ledger"));
    return ledger.body().lines().filter(line -> line.contains("\"" + order + "\"")).count();
  }

  private String campaignFile() {
    var now = clock.instant();
    try (var file = Demo.class.getResourceAsStream("/demo/spring.yaml")) {
      if (file == null) {
        throw new IllegalStateException("demo/spring.yaml is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("FROM", second(now.minus(BEFORE_NOW)))
          .replace("TO", second(now.plus(AFTER_NOW)));
    } catch (IOException failed) {
      throw new UncheckedIOException("demo/spring.yaml cannot be read", failed);
    }
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
