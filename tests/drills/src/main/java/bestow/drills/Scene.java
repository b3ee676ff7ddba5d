package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.drills.Crowd.User;
import bestow.local.LaunchException;
import bestow.local.Progress;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// A drill while it runs: what is done and when, what the crowds are answered, and who is asked.
final class Scene implements AutoCloseable {
  private static final Duration WARM_MIN = Duration.ofSeconds(25);
  private static final Duration WARM_MAX = Duration.ofMinutes(2);
  // In the first minute a third of what gateway and delivery take of the processors is their
  // compilers'. A machine that is still so busy after a time is so by the claims.
  private static final double BUSY_MAX = 0.78;
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(80);
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration LOOK = Duration.ofMillis(50);
  private final Site site;
  private final Progress progress;
  private final Ticker ticker;
  private final DoubleSupplier busy;
  private final Cast cast;
  private final Choices choices;
  private final Map<String, Crowd> crowds = new LinkedHashMap<>();
  private final List<Mark> marks = new ArrayList<>();
  private Optional<Lookout> lookout = Optional.empty();
  private List<User> users = List.of();
  private long began;

  /// Something that was done.
  record Mark(long at, String what) {}

  /// What whoever plays it chose.
  ///
  /// @param folder where it may leave files
  /// @param seed of all that it leaves to chance
  /// @param length how long the damage lasts, in drills that leave that open
  /// @param version of the platform
  record Choices(Path folder, long seed, Optional<Duration> length, String version) {}

  /// A scene in which nothing runs yet.
  ///
  /// @param busy how busy the machine's processors were since it was last asked, 0 to 1
  Scene(
      Site site,
      Cast cast,
      Progress progress,
      Ticker ticker,
      DoubleSupplier busy,
      Choices choices) {
    this.choices = choices;
    this.site = site;
    this.cast = cast;
    this.progress = progress;
    this.ticker = ticker;
    this.busy = busy;
  }

  /// Starts everything, and lets the crowds claim until all goes well for a while and the
  /// processors have room: what is compiled and connected by then is not what a drill is about.
  void open(InstantSource clock)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    cast.open(clock);
    users = cast.signIn(clock);
    gather(Set.of(Wish.When.BEFORE, Wish.When.AT_ONCE));
    warm();
    goHome();
  }

  private void warm() throws LaunchException, InterruptedException {
    while (now() < WARM_MAX.toNanos()) {
      run(CALM);
      var last = new Span(Math.max(0, now() - CALM.toNanos()), now());
      boolean calm = crowds.values().stream().allMatch(crowd -> crowd.answers().isCalm(last));
      var least = busy.getAsDouble() > BUSY_MAX ? BUSY_LIMIT : WARM_MIN;
      if (calm && now() >= least.toNanos()) {
        return;
      }
    }
    throw new LaunchException(
        "Without any fault claims do not go well for %d s in a row within %d s: this machine is too slow or too busy for a drill."
            .formatted(CALM.toSeconds(), WARM_MAX.toSeconds()));
  }

  /// Begins the drill: the crowds claim from now on.
  void begin() {
    gather(Set.of(Wish.When.AT_ONCE));
    lookout = Optional.of(Lookout.open(cast.relays(), cast.mesh(), ticker, began));
  }

  /// Has a crowd claim from now on.
  void call(Wish wish) {
    var who = users.subList(0, Math.min(users.size(), wish.crowd().users()));
    crowds.put(wish.campaign(), Crowd.gather(wish, cast.edge(), who, ticker, began));
  }

  /// Ends it; returns when the last claim is answered.
  void goHome() throws InterruptedException {
    for (var crowd : crowds.values()) {
      crowd.goHome();
    }
  }

  /// Nanoseconds since the drill began.
  long now() {
    return ticker.nanos() - began;
  }

  /// Notes what is being done, and when.
  long mark(String what) {
    long at = now();
    marks.add(new Mark(at, what));
    progress.say("  %5.1f s  %s".formatted(at / 1e9, what));
    return at;
  }

  List<Mark> marks() {
    return List.copyOf(marks);
  }

  /// Lets time pass.
  void run(Duration time) throws InterruptedException {
    var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Lets time pass until the newest look at the traffic has this about it, or until the limit.
  ///
  /// @return the moment; the limit's end where it never came
  long await(Predicate<Traffic.Look> what, Duration limit) throws InterruptedException {
    var span = Span.after(now(), limit);
    while (now() < span.to()) {
      var seen = traffic().firstAfter(span.from(), what);
      if (seen.isPresent()) {
        return seen.getAsLong();
      }
      run(LOOK);
    }
    return span.to();
  }

  /// Lets time pass until an instance has at least this share of its service's calls within a
  /// second, or until the limit.
  ///
  /// @return the moment; the limit's end where it never came
  long awaitShare(String instance, double share, Duration limit) throws InterruptedException {
    return awaitSecond(second -> traffic().share(instance, second) >= share, limit);
  }

  /// Lets time pass until a second has this about it, or until the limit.
  ///
  /// @return the moment; the limit's end where it never came
  long awaitSecond(Predicate<Span> what, Duration limit) throws InterruptedException {
    var span = Span.after(now(), limit);
    for (long at = now(); at < span.to(); at = now()) {
      var second = new Span(at - 1_000_000_000L, at);
      if (second.from() >= span.from() && what.test(second)) {
        return at;
      }
      run(LOOK);
    }
    return span.to();
  }

  /// Lets time pass until somebody was told an order more than so many, or until the limit.
  void awaitOrderBeyond(long told, Duration limit) throws InterruptedException {
    var span = Span.after(now(), limit);
    while (orders() <= told && now() < span.to()) {
      run(LOOK);
    }
  }

  /// How many orders the crowds were told.
  long orders() {
    return crowds.values().stream().mapToLong(crowd -> crowd.answers().orders()).sum();
  }

  /// Lets time pass until nothing of a gift's stock is held any more, or until the limit.
  ///
  /// @return the moment; the limit's end where it never came
  long awaitEnd(Wish wish, Duration limit) throws LaunchException, InterruptedException {
    var span = Span.after(now(), limit);
    while (now() < span.to()) {
      if (cast.stock(wish).held() == 0) {
        return now();
      }
      run(LOOK.multipliedBy(10));
    }
    return span.to();
  }

  /// What the only crowd, or the first, was answered.
  Answers answers() {
    return answers(site.wishes().getFirst().campaign());
  }

  Answers answers(String campaign) {
    return crowd(campaign).answers();
  }

  Traffic traffic() {
    return lookout.orElseThrow().traffic();
  }

  /// So many callers of this machine's ports.
  Callers callers(int many) {
    return new Callers(many, ticker);
  }

  /// Where it may leave files.
  Path folder() {
    return choices.folder();
  }

  /// Those who claim.
  List<User> users() {
    return users;
  }

  /// What all that is left to chance begins with.
  long seed() {
    return choices.seed();
  }

  /// Which version of the platform is played.
  String version() {
    return choices.version();
  }

  /// How long the damage lasts: as chosen, or else so long.
  Duration length(Duration otherwise) {
    return choices.length().orElse(otherwise);
  }

  /// Chance, always the same for the same seed.
  RandomGenerator random() {
    return new SplittableRandom(choices.seed());
  }

  /// What is done to the processes.
  Cast cast() {
    return cast;
  }

  /// What every drill has to keep: what the providers' own ledgers say of each order.
  ///
  /// @param most how often a provider may deliver an order
  List<Figure> laws(int most) throws LaunchException, InterruptedException {
    var promised = crowds.values().stream().flatMap(each -> each.answers().delivered().stream());
    return Ledger.laws(cast.ledger(), promised.toList(), most);
  }

  @Override
  public void close() {
    lookout.ifPresent(Lookout::close);
    cast.close();
  }

  private void gather(Set<Wish.When> whens) {
    began = ticker.nanos();
    crowds.clear();
    site.wishes().stream().filter(wish -> whens.contains(wish.crowd().when())).forEach(this::call);
  }

  private Crowd crowd(String campaign) {
    return Optional.ofNullable(crowds.get(campaign))
        .orElseThrow(() -> new IllegalArgumentException("nobody claims of " + campaign));
  }
}
