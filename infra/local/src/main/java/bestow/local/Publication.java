package bestow.local;

import bestow.local.Doors.Answer;
import bestow.mesh.Ticker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Puts campaigns on, as an operator does.
public final class Publication {
  // A published campaign is pushed; it is there as soon as the gateway has asked once.
  private static final Duration PUSH = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);
  // What config says where its store gave no answer: it may have been done all the same.
  private static final int UNCERTAIN = 504;
  private static final int TRIES_MAX = 3;

  private final Doors doors;
  private final Ticker ticker;
  private final URI config;
  private final String operatorToken;

  /// @param config where config's doors are
  public Publication(Doors doors, Ticker ticker, URI config, String operatorToken) {
    this.doors = doors;
    this.ticker = ticker;
    this.config = config;
    this.operatorToken = operatorToken;
  }

  /// Saves a campaign and publishes it; one that is there already is only published.
  ///
  /// @param file in YAML
  public void publish(String campaign, String file) throws LaunchException, InterruptedException {
    var door = config.resolve("/v1/campaigns/" + campaign);
    var operator = "Bearer " + operatorToken;
    var saved =
        untilCertain(
            () ->
                doors.put(
                    door,
                    Map.of("Authorization", operator, "Content-Type", "application/yaml"),
                    file));
    if (!saved.isGood() && saved.status() != 412 && saved.status() != 428) {
      throw new LaunchException("The campaign " + campaign + " was not saved: " + saved);
    }
    var published =
        untilCertain(
            () ->
                doors.post(
                    URI.create(door + "/publish"),
                    Map.of("Authorization", operator, "If-Match", "*"),
                    "{}".getBytes(StandardCharsets.UTF_8)));
    if (!published.isGood()) {
      throw new LaunchException("The campaign " + campaign + " was not published: " + published);
    }
  }

  /// Both steps may be done twice: what is saved already is not saved again, and what is published
  /// once more is the same.
  private static Answer untilCertain(Step step) throws LaunchException, InterruptedException {
    var answer = step.take();
    for (int tries = 1; answer.status() == UNCERTAIN && tries < TRIES_MAX; tries++) {
      answer = step.take();
    }
    return answer;
  }

  private interface Step {
    Answer take() throws LaunchException, InterruptedException;
  }

  /// Whether a gateway has a campaign.
  boolean isOn(URI gateway, String campaign) throws LaunchException, InterruptedException {
    return doors.get(gateway.resolve("/v1/campaigns/" + campaign)).isGood();
  }

  /// Returns when a gateway has a campaign that was published.
  public void awaitPush(URI gateway, String campaign) throws LaunchException, InterruptedException {
    var start = ticker.nanos();
    while (!isOn(gateway, campaign)) {
      LockSupport.parkNanos(POLL.toNanos());
      if (ticker.nanos() - start > PUSH.toNanos()) {
        throw new LaunchException(
            "%s is published, yet after %d s the gateway at %s does not know it."
                .formatted(campaign, PUSH.toSeconds(), gateway));
      }
    }
  }
}
