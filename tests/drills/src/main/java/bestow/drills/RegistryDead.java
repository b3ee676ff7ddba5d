package bestow.drills;

import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The registry is dead for a minute, and a caller restarts meanwhile.
final class RegistryDead implements Drill {
  private static final Duration CALM = Duration.ofSeconds(6);
  private static final Duration BEFORE_RESTART = Duration.ofSeconds(15);
  private static final Duration DEAD = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(15);
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "registry-dead";
  }

  @Override
  public String story() {
    return "Consul is killed for a minute, with two gateways and two instances of quota, at 200"
        + " claims a second. One gateway is killed and started again meanwhile: it finds the others"
        + " by the list on its disk.";
  }

  @Override
  public Site site() {
    return Site.of(200).instances("gateway", 2).instances("quota", 2);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.run(CALM);
    long dead = scene.mark("Consul is killed");
    scene.cast().kill("consul-1");
    scene.run(BEFORE_RESTART);
    long killed = scene.mark("gateway-2 is killed");
    scene.cast().kill("gateway-2");
    scene.cast().start("gateway-2");
    long started = scene.mark("gateway-2 is ready again, without Consul");
    scene.run(Duration.ofNanos(Math.max(0, dead + DEAD.toNanos() - scene.now())));
    scene.cast().start("consul-1");
    scene.mark("Consul is there again, and knows nobody");
    scene.run(AFTER);
    long end = scene.now();

    return List.of(
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well, but for 2 s after Consul and a gateway were killed",
            scene.answers().percentBut(GRACE, List.of(dead, killed), end)),
        Figure.atMost(
            5,
            "",
            "claims that failed with the gateway that was killed",
            scene.answers().failed(Answers.Span.after(killed, GRACE))),
        Figure.told("s", "the gateway was ready without Consul after", (started - killed) / 1e9));
  }
}
