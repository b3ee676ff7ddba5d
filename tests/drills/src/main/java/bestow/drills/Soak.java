package bestow.drills;

import bestow.drills.History.Damage;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// As the swarm, with more time between its faults, and for as long as one likes.
final class Soak implements Drill {
  private static final Wish MUCH = new Wish("soak", 1, 40, 50_000_000, 1_000);
  private static final Duration LENGTH = Duration.ofMinutes(5);
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final int BETWEEN_SECONDS_MIN = 5;
  private static final int BETWEEN_SECONDS_MAX = 20;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String story() {
    return "As the swarm, with 5 to 20 s between one fault and the next, for five minutes (or LENGTH"
        + " seconds). Nothing may pile up: the services' memory is read 20 s after the beginning, and"
        + " again at the end.";
  }

  @Override
  public Site site() {
    var site = Site.of(MUCH);
    for (var service : Swarm.REPLICATED) {
      site = site.instances(service, 2);
    }
    return site;
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var random = scene.random();
    var faults = new ArrayList<Damage>();
    scene.mark("seed " + scene.seed());
    scene.run(FIRST);
    double before = Kernel.megabytes(scene.cast().processes());
    long end = scene.now() + scene.length(LENGTH).toNanos();
    while (scene.now() < end) {
      faults.add(Swarm.harm(scene, random));
      scene.run(Duration.ofSeconds(random.nextInt(BETWEEN_SECONDS_MIN, BETWEEN_SECONDS_MAX + 1)));
    }
    var figures = new ArrayList<>(Swarm.conclude(scene, MUCH, faults));
    double after = Kernel.megabytes(scene.cast().processes());
    figures.add(Figure.told("MB", "memory of all processes in the beginning", before));
    figures.add(Figure.told("MB", "memory of all processes in the end", after));
    return figures;
  }
}
