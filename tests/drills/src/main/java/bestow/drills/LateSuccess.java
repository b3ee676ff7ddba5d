package bestow.drills;

import bestow.drills.History.Delivery;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A provider that delivers two seconds after it was given up, while its users click on and on.
final class LateSuccess implements Drill {
  private static final int USERS = 30;
  private static final Duration CLICKS = Duration.ofSeconds(10);
  private static final Duration END_MAX = Duration.ofSeconds(90);
  private static final Wish LATE =
      new Wish("late", 2, USERS, 10_000, 1)
          .on(new Wish.Terms("sync", "order-number", "6s"))
          .called(USERS);

  @Override
  public String name() {
    return "late-success";
  }

  @Override
  public String story() {
    return "A provider answers nothing for 8 s and delivers then; it is waited for for 6 s. Each of "
        + USERS
        + " users clicks ten times, once a second. Each gets one gift, under one order number. Another"
        + " campaign's users claim beside them all the while.";
  }

  @Override
  public Site site() {
    return Site.of(20).instances("sandbox-provider", 2).wish(LATE);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.cast().misbehave(2, "{\"lateSuccess\":{\"share\":1,\"afterMillis\":8000}}");
    scene.mark("the provider delivers in second 8");
    scene.call(LATE);
    scene.run(CLICKS);
    long clicked = scene.mark("everybody has clicked ten times; the provider is well");
    scene.cast().misbehave(2, "{\"lateSuccess\":{\"share\":0}}");
    scene.goHome();
    scene.awaitEnd(LATE, END_MAX);
    long ended = scene.mark("nothing is under way any more");

    var owns = Ledger.byUser(scene.cast().ledger(2));
    var answers = scene.answers(LATE.campaign()).all();
    var told =
        answers.stream()
            .filter(one -> !one.order().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Answers.One::user, Collectors.mapping(Answers.One::order, Collectors.toSet())));
    int good = (int) answers.stream().filter(Answers.One::isGood).count();
    return List.of(
        Figure.atLeast(USERS, "", "users who got a gift", owns.size()),
        Figure.atMost(1, "", "most gifts that one of them got", most(owns)),
        Figure.atMost(1, "", "most order numbers that one of them was told", mostTold(told)),
        Figure.atLeast(100, "%", "clicks answered 200 or 202", 100.0 * good / answers.size()),
        Figure.atMost(
            60, "s", "until all is confirmed after the last click", (ended - clicked) / 1e9),
        Figure.atMost(
            0,
            "",
            "confirmed and delivered differ by",
            Math.abs((int) scene.cast().stock(LATE).confirmed() - owns.size())));
  }

  private static double most(Map<String, List<Delivery>> owns) {
    return owns.values().stream().mapToInt(List::size).max().orElse(0);
  }

  private static double mostTold(Map<String, Set<String>> told) {
    return told.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
