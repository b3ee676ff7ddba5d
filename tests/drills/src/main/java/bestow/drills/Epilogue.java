package bestow.drills;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import bestow.local.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What comes after the faults of a swarm: all is healed, nothing is under way any more, and its
/// history is held to the laws.
///
/// @param header what was played
/// @param offers what was claimed
/// @param onlooker who looked at orders meanwhile
record Epilogue(Header header, List<Offer> offers, Onlooker onlooker) {
  /// So long after all is healed every order has its end.
  static final Duration END_MAX = Duration.ofSeconds(60);

  private static final Duration AFTER = Duration.ofSeconds(8);
  // Longer than an order may take: it is told how long it took.
  private static final Duration QUIET_MAX = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(500);

  Epilogue {
    offers = List.copyOf(offers);
  }

  /// What a crowd claims, and what holds for it.
  record Offer(Wish wish, Terms terms) {
    static Offer once(Wish wish) {
      var gift = wish.gifts().getFirst();
      return new Offer(wish, Terms.once(gift, wish.stock(), wish.perUser()));
    }
  }

  /// Waits until nothing is under way; all is well by now, and users claim a little longer.
  ///
  /// @param faults what was done
  /// @return the verdict's figures
  List<Figure> play(Scene scene, List<Damage> faults)
      throws IOException, LaunchException, InterruptedException {
    double healed = scene.mark("all is healed") / 1e9;
    scene.run(AFTER);
    scene.goHome();
    var stocks = awaitQuiet(scene, healed);
    boolean isQuiet = held(stocks) == 0;
    double quiet = isQuiet ? scene.now() / 1e9 : Double.NaN;
    List<Look> looks = onlooker.lookOnceMore();
    var gifts = offers.stream().map(offer -> offer.terms().gift()).toList();
    var deliveries =
        scene.cast().ledger().stream().filter(one -> gifts.contains(one.gift())).toList();
    var history =
        new History(
            header,
            offers.stream().map(Offer::terms).toList(),
            new Told(claims(scene), looks),
            faults,
            new End(healed, quiet, stocks, deliveries, dead(scene)));
    var file = scene.folder().resolve(header.what() + "-" + header.seed() + ".jsonl");
    Files.writeString(file, history.text());
    scene.mark("its history is in " + file);
    return figures(scene, history);
  }

  private List<Stock> awaitQuiet(Scene scene, double healed)
      throws LaunchException, InterruptedException {
    double until = healed + QUIET_MAX.toSeconds();
    var stocks = stocks(scene);
    while (held(stocks) > 0 && scene.now() / 1e9 < until) {
      scene.run(LOOK);
      stocks = stocks(scene);
    }
    return stocks;
  }

  private List<Stock> stocks(Scene scene) throws LaunchException, InterruptedException {
    var stocks = new ArrayList<Stock>();
    for (var offer : offers) {
      var stock = scene.cast().stock(offer.wish());
      stocks.add(
          new Stock(
              offer.terms().gift(),
              stock.reservoir(),
              stock.leased(),
              stock.free(),
              stock.held(),
              stock.confirmed()));
    }
    return stocks;
  }

  private static long held(List<Stock> stocks) {
    return stocks.stream().mapToLong(Stock::held).sum();
  }

  private List<Claim> claims(Scene scene) {
    var claims = new ArrayList<Claim>();
    for (var offer : offers) {
      for (var one : scene.answers(offer.wish().campaign()).all()) {
        claims.add(
            new Claim(
                one.user(),
                offer.terms().gift(),
                one.due() / 1e9,
                one.end() / 1e9,
                one.status(),
                one.order()));
      }
    }
    return claims;
  }

  private List<Dead> dead(Scene scene) throws LaunchException, InterruptedException {
    var dead = new ArrayList<Dead>();
    for (var offer : offers) {
      dead.addAll(scene.cast().operator().dead(offer.wish().campaign()));
    }
    return dead;
  }

  private static List<Figure> figures(Scene scene, History history) {
    int violations = 0;
    int unmet = 0;
    switch (Checker.check(history)) {
      case Verdict.Valid() -> scene.mark("the history is valid");
      case Verdict.Invalid(var sentences) -> {
        violations = sentences.size();
        sentences.forEach(scene::mark);
      }
      case Verdict.Unknown(var why) -> {
        unmet = 1;
        scene.mark("the verdict is open: " + why);
      }
    }
    var claims = history.told().claims();
    long good = claims.stream().filter(Claim::isGood).count();
    return List.of(
        Figure.atMost(0, "", "laws that were broken", violations),
        Figure.atMost(0, "", "verdicts that stay open", unmet),
        Figure.atMost(
            history.header().bounds().endSeconds(),
            "s",
            "every order has its end after healing",
            history.end().quiet() - history.end().healed()),
        Figure.told("", "faults", history.faults().size()),
        Figure.told("", "claims", claims.size()),
        Figure.told("%", "claims answered 200 or 202", 100.0 * good / claims.size()),
        Figure.told("%", "claims answered 409", 100.0 * answered(claims, 409) / claims.size()),
        Figure.told(
            "",
            "orders delivered",
            (int) history.end().deliveries().stream().map(Delivery::order).distinct().count()),
        Figure.told("", "orders that a person has to look at", history.end().dead().size()));
  }

  private static long answered(List<Claim> claims, int status) {
    return claims.stream().filter(claim -> claim.status() == status).count();
  }
}
