package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// One of three zones is lost as a whole.
final class ZoneB implements Drill {
  // Whom the gateway calls before the gateway: so they are started again.
  private static final List<String> SERVICES =
      List.of("session", "security", "quota", "delivery", "gateway");
  private static final List<String> ZONES = List.of("a", "b", "c");
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration LOST = Duration.ofSeconds(15);
  private static final Duration AFTER = Duration.ofSeconds(15);
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "zone-b";
  }

  @Override
  public String story() {
    return "Three zones with a gateway, session, security, quota and delivery each. All that is in"
        + " zone b is killed at once, and started again one by one, at 150 claims a second. Where nobody"
        + " listens the edge takes the next gateway.";
  }

  @Override
  public Site site() {
    var site = Site.of(150).relayed("quota");
    for (var service : SERVICES) {
      site = site.instances(service, ZONES.size());
      for (int i = 0; i < ZONES.size(); i++) {
        site = site.with(service + "-" + (i + 1), "place.zone", ZONES.get(i));
      }
    }
    return site;
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var lost = SERVICES.stream().map(service -> service + "-2").toArray(String[]::new);
    scene.run(CALM);
    long gone = scene.mark("zone b is lost");
    scene.cast().kill(lost);
    scene.run(LOST);
    for (var one : lost) {
      // One after the other: a machine's cores are what all the zones share here.
      scene.cast().start(one);
    }
    long back = scene.mark("zone b is there again");
    scene.run(AFTER);
    long end = scene.now();

    var traffic = scene.traffic();
    var calm = new Span(gone - CALM.toNanos() / 2, gone);
    double uneven =
        Stream.of("quota-1", "quota-2", "quota-3")
            .mapToDouble(instance -> traffic.share(instance, calm))
            .map(share -> 100 * Math.abs(share - 1.0 / 3))
            .max()
            .orElse(Double.NaN);
    return List.of(
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well, but for 2 s after the loss",
            scene.answers().percentBut(GRACE, List.of(gone), end)),
        Figure.told(
            "",
            "claims that failed with the zone",
            scene.answers().failed(Span.after(gone, GRACE))),
        Figure.atMost(5, "points", "an instance's share of the calls beside a third", uneven),
        Figure.told(
            "%",
            "share of zone b's quota 10 s after it was back",
            100 * traffic.share("quota-2", new Span(back + 10_000_000_000L, end))));
  }
}
