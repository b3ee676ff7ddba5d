package bestow.drills;

import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A provider that knows no order numbers, each of whose answers comes too late.
final class NoOrderNumber implements Drill {
  private static final int USERS = 20;
  private static final int CAP = 2;
  private static final Duration CLICKS = Duration.ofSeconds(60);
  private static final Duration END_MAX = Duration.ofSeconds(90);
  private static final Wish NUMBERLESS =
      new Wish("numberless", 2, USERS / 2, 10_000, 5)
          .on(new Wish.Terms("sync", "none", "1s"))
          .called(USERS);

  @Override
  public String name() {
    return "no-order-number";
  }

  @Override
  public String story() {
    return "A provider delivers again with each call, whatever the order's number, and always half a"
        + " second after it was given up. It may be called twice at the most for each user whose"
        + " calls nobody knows the end of: then the order is presumed to be delivered, a person"
        + " looks, and the user's next claim is refused. "
        + USERS
        + " users claim every 2 s for a minute.";
  }

  @Override
  public int deliveriesMax() {
    return CAP;
  }

  @Override
  public Site site() {
    return Site.of(20)
        .instances("sandbox-provider", 2)
        .with("sandbox-provider-2", "honour-orders", false)
        .wish(NUMBERLESS);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.cast().misbehave(2, "{\"lateSuccess\":{\"share\":1,\"afterMillis\":1500}}");
    scene.mark("the provider is always late");
    scene.call(NUMBERLESS);
    scene.run(CLICKS);
    long last = scene.mark("nobody claims any more");
    scene.goHome();
    scene.awaitEnd(NUMBERLESS, END_MAX);
    long ended = scene.mark("nothing is under way any more");

    var owns = Ledger.byUser(scene.cast().ledger(2));
    var answers = scene.answers(NUMBERLESS.campaign()).all();
    var refused =
        answers.stream()
            .filter(one -> one.status() == 403)
            .map(Answers.One::user)
            .collect(Collectors.toSet());
    int delivered = (int) answers.stream().filter(one -> one.status() == 200).count();
    return List.of(
        Figure.atMost(
            CAP,
            "",
            "most gifts that a user got",
            owns.values().stream().mapToInt(List::size).max().orElse(0)),
        Figure.atLeast(USERS, "", "users who got a gift", owns.size()),
        Figure.atMost(0, "", "claims answered as delivered, which nobody knows", delivered),
        Figure.atLeast(USERS, "", "users whose further claim was refused", refused.size()),
        Figure.atMost(60, "s", "until all is confirmed after the last claim", (ended - last) / 1e9),
        Figure.atMost(
            0,
            "",
            "units confirmed for presumed orders, beyond one a user",
            Math.abs((int) scene.cast().stock(NUMBERLESS).confirmed() - USERS)));
  }
}
