package bestow.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bestow.testing.Seeded;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The laws of the whole protocol, in as many worlds as `-Dsimulation.claims=` asks for, from the
/// seed on that `-Dsimulation.from=` names; and that each of its guards is one: without it its law
/// breaks.
final class SimulationTest {
  private static final System.Logger LOG = System.getLogger(SimulationTest.class.getName());

  private static final int CLAIMS = Integer.getInteger("simulation.claims", 40_000);
  private static final long FROM = Long.getLong("simulation.from", 1);
  private static final int CLAIMS_OF_A_WORLD = 40;
  private static final int CLAIMS_BETWEEN_WORDS = 100_000;
  private static final long LAG_MILLIS = 1_000;

  // One world of so many has stores that lag: copying all that they have takes its time.
  private static final int LAGGING_SHARE = 4;
  private static final int WORLDS_OF_A_SHORTCUT = 500;

  // A failover is felt in one world of nine: in none of so many, by one chance in a thousand.
  private static final int WORLDS_TO_FEEL_A_FAILOVER = 60;

  /// A run in which one of these never happened has shown nothing about it.
  private static final List<String> EVERYTHING =
      List.of(
          "Held",
          "SoldOut",
          "LimitReached",
          "Silent",
          "promised",
          "delivered",
          "refused",
          "presumed",
          "void");

  @Test
  void theLawsHoldInEveryWorldAndEveryOrderComesToItsEnd() {
    Map<String, Integer> seen = new HashMap<>();

    var claims = new AtomicLong();
    int worlds = Math.max(1, CLAIMS / CLAIMS_OF_A_WORLD);
    var pace = new Pace();

    Seeded.check(
        FROM,
        worlds,
        random -> {
          new World(random, Shortcut.NONE)
              .live(CLAIMS_OF_A_WORLD)
              .forEach((what, times) -> seen.merge(what, times, Integer::sum));
          if (claims.addAndGet(CLAIMS_OF_A_WORLD) % CLAIMS_BETWEEN_WORDS == 0) {
            LOG.log(
                Level.INFO,
                "{0} of {1} claims from seed {2} on, every law held; {3}",
                claims,
                CLAIMS,
                FROM,
                pace.of(claims.get()));
          }
        });

    LOG.log(
        Level.INFO,
        "{0} claims, seeds {1} to {2}; {3}; {4}",
        claims,
        FROM,
        FROM + worlds - 1,
        pace.of(claims.get()),
        new TreeMap<>(seen));
    assertTrue(
        System.getProperty("seed") != null || seen.keySet().containsAll(EVERYTHING),
        () -> "saw " + seen);
  }

  /// A store whose replica takes over may have forgotten what it acknowledged last: then laws are
  /// broken, for no more orders than writes were lost.
  @Test
  void aFailoverTouchesNoMoreOrdersThanWritesWereLost() {
    Map<String, Integer> breaches = new TreeMap<>();
    var lost = new AtomicLong();
    var touched = new AtomicLong();
    var worlds = new AtomicLong();
    var felt = new AtomicLong();

    Seeded.check(
        FROM,
        Math.max(1, CLAIMS / CLAIMS_OF_A_WORLD / LAGGING_SHARE),
        random -> {
          var world = new World(random, Shortcut.NONE, LAG_MILLIS);
          world.live(CLAIMS_OF_A_WORLD);
          var judge = world.judge();
          assertTrue(
              judge.touched() <= judge.lost(),
              () -> judge.touched() + " orders, " + judge.lost() + " writes: " + judge.breaches());
          judge.breaches().forEach((law, times) -> breaches.merge(law, times, Integer::sum));
          lost.addAndGet(judge.lost());
          touched.addAndGet(judge.touched());
          worlds.incrementAndGet();
          felt.addAndGet(judge.touched() > 0 ? 1 : 0);
        });

    LOG.log(
        Level.INFO,
        "{0} writes lost by failovers touched {1} orders in {2} of {3} worlds: {4}",
        lost,
        touched,
        felt,
        worlds,
        breaches);
    assumeTrue(
        felt.get() > 0 || worlds.get() >= WORLDS_TO_FEEL_A_FAILOVER,
        () ->
            "no failover was felt in %d worlds: too few to say anything, %d claims are enough"
                .formatted(
                    worlds.get(), WORLDS_TO_FEEL_A_FAILOVER * CLAIMS_OF_A_WORLD * LAGGING_SHARE));
    assertTrue(felt.get() > 0, "no failover was felt");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noGuardCanBeTakenAway(Shortcut shortcut) {
    Seeded.breaks(
        shortcut.law(),
        WORLDS_OF_A_SHORTCUT,
        random -> new World(random, shortcut).live(CLAIMS_OF_A_WORLD));
  }
}
