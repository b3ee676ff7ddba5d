package bestow.local;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One run, from the first port that is looked at to the last process that is gone.
final class Run {
  // Many times what a service needs, for a machine that is busy with something else.
  private static final Duration PART_LIMIT = Duration.ofSeconds(90);

  // Longer than a service's drain: two seconds of waiting, then what is under way.
  private static final Duration GRACE = Duration.ofSeconds(15);

  // Whoever writes down what it learned takes ten seconds for it, all of them at once.
  private static final Duration WRITING_GRACE = Duration.ofMinutes(2);

  // Enough for the JVM to know the methods that a claim takes its time in.
  private static final int REHEARSED = 300;

  private final Home home;
  private final Options options;
  private final Progress progress;
  private final RandomGenerator random;
  private final Ticker ticker = Ticker.system();
  private final InstantSource clock = InstantSource.system();
  private final Processes processes;
  private final Readiness readiness;
  private volatile boolean over;

  /// @param random cryptographically strong
  Run(Home home, Options options, Progress progress, RandomGenerator random) {
    this.home = home;
    this.options = options;
    this.progress = progress;
    this.random = random;
    this.processes = new Processes(home, ticker, rehearses() ? WRITING_GRACE : GRACE);
    this.readiness = new Readiness(home, progress, ticker, PART_LIMIT);
  }

  /// Runs until a signal comes, or until the first claim is answered if only that is wanted.
  ///
  /// @return the exit code
  int run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::onSignal));
    try (var _ = Lock.take(home)) {
      var delivered = start();
      if (!options.once()) {
        progress.say("Ctrl-C stops everything.");
        watch();
      }
      return delivered ? 0 : 1;
    } catch (LaunchException refused) {
      if (!processes.isStopping()) {
        progress.complain(refused.sentence());
      }
      return 1;
    } catch (IOException | GeneralSecurityException failed) {
      progress.complain("Nothing can be started: " + failed);
      return 1;
    } finally {
      stop();
      over = true;
    }
  }

  private boolean start()
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var issuer = Issuer.open(home.local("identity"));
    var operatorToken = Secrets.fresh(random);
    var secrets = new Secrets(home.local("data/secrets"), random);
    var launcher = new Launcher(home, secrets, options, operatorToken);
    var observers = launcher.observers();
    var stores = launcher.stores();
    var services = launcher.services(issuer);
    var parts = Stream.of(observers, stores, services).flatMap(List::stream).toList();
    refuseTakenPorts(parts);

    var begin = ticker.nanos();
    var observing = start(observers);
    readiness.await(start(stores));
    launcher.join(new Joining(home, secrets, ticker));
    readiness.await(start(services));
    readiness.await(observing);
    var ready = Duration.ofNanos(ticker.nanos() - begin);
    Home.write(home.environment(), lines(launcher.environment()));
    Home.write(home.local("parts"), Status.lines(parts));

    var delivered = claim(launcher, issuer, operatorToken);
    if (!rehearses()) {
      tellWhere(launcher);
    }
    progress.say(
        "Ready in %s: %d processes, %d MiB resident."
            .formatted(
                Progress.seconds(ready), processes.started().size() + 1, Memory.mebibytes(pids())));
    return delivered;
  }

  private void refuseTakenPorts(List<Part> parts) throws LaunchException {
    var taken = Ports.taken(parts);
    if (!taken.isEmpty()) {
      throw new LaunchException(
          String.join("\n", taken)
              + "\nNothing was started. `make stop` ends what an earlier run left.");
    }
  }

  private List<Live> start(List<Part> parts) throws LaunchException {
    var lives = new ArrayList<Live>();
    for (var part : parts) {
      lives.add(processes.start(part));
    }
    return lives;
  }

  private boolean claim(Launcher launcher, Issuer issuer, String operatorToken)
      throws LaunchException, GeneralSecurityException, InterruptedException {
    var user = "demo-" + Long.toString(random.nextLong(1L << 40), Character.MAX_RADIX);
    try (var doors = new Doors(ticker)) {
      var demo = new Demo(doors, launcher.addresses(), clock, ticker);
      demo.publish(operatorToken);
      var claimed = demo.claim(issuer.token(user, clock));
      progress.say(
          "%n%s claimed %s of %s: %s".formatted(user, Demo.GIFT, Demo.CAMPAIGN, claimed.told()));
      if (options.traces()) {
        progress.say(
            "Its trace: %s"
                .formatted(new Traces(doors, ticker).newestDelivered(launcher.zipkin())));
      }
      if (rehearses()) {
        progress.say("Claiming as %d others …".formatted(REHEARSED));
        for (int i = 0; i < REHEARSED; i++) {
          demo.claim(issuer.token(user + "-" + i, clock));
        }
      }
      return claimed.isDelivered();
    }
  }

  private boolean rehearses() {
    return options.caches() == ClassCaches.WRITTEN;
  }

  private void tellWhere(Launcher launcher) {
    progress.say("");
    launcher.sights().forEach((what, where) -> progress.say("  %-18s %s".formatted(what, where)));
    progress.say("  Files              .local/env, .local/logs, .local/pids, .local/data");
    progress.say(
        "  Try                make claim USER=alice CAMPAIGN=spring GIFT=vip-day; make status; make logs");
    progress.say("");
  }

  private static String lines(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  // What ends from now on is told and left so: the others are built to go on without it.
  private void watch() throws InterruptedException {
    for (var live : processes.started()) {
      Thread.ofVirtual().start(() -> tellEnding(live));
    }
    new CountDownLatch(1).await();
  }

  private void tellEnding(Live live) {
    try {
      live.process().waitFor();
      if (!processes.isStopping()) {
        progress.complain(live.ending(home));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  // Ctrl-C and SIGTERM are the ordinary end of a run, hence 0.
  private void onSignal() {
    if (over) {
      return;
    }
    try {
      stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private void stop() throws InterruptedException {
    var start = ticker.nanos();
    if (processes.started().isEmpty()) {
      return;
    }
    progress.say("Stopping …");
    processes.stop();
    forget();
    progress.say(
        "Stopped in %s; nothing is left running."
            .formatted(Progress.seconds(Duration.ofNanos(ticker.nanos() - start))));
  }

  private void forget() {
    try {
      Files.deleteIfExists(home.environment());
      Files.deleteIfExists(home.local("parts"));
      // A signal ends the JVM before the lock is let go in order.
      Files.deleteIfExists(home.pid(Lock.ID));
    } catch (IOException failed) {
      progress.complain("What was written for scripts stays behind: " + failed);
    }
  }

  private List<Long> pids() {
    return Stream.concat(
            Stream.of(ProcessHandle.current().pid()),
            processes.started().stream().map(live -> live.process().pid()))
        .toList();
  }
}
