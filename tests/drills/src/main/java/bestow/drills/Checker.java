package bestow.drills;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import bestow.drills.History.Claim;
import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.drills.History.Ends;
import bestow.drills.History.Look;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Holds a history to the laws. The provider's own ledger is the truth; a claim without an answer,
/// or with a 5xx, may have done anything. Pure.
public final class Checker {
  // More would only repeat the first ones.
  private static final int EXAMPLES = 3;
  private static final String DELIVERED = "delivered";
  private static final String REFUSED = "refused";

  private final History history;
  // Whether the ledger has it, and whether a person sees it.
  private final Set<String> delivered;
  private final Set<String> presumed;
  private final List<String> violations = new ArrayList<>();

  private Checker(History history) {
    this.history = history;
    this.delivered = history.end().deliveries().stream().map(Delivery::order).collect(toSet());
    this.presumed =
        history.terms().stream().flatMap(this::presumed).map(Dead::order).collect(toSet());
  }

  /// What came of it.
  public sealed interface Verdict {
    /// Every law held, under every fault.
    record Valid() implements Verdict {}

    /// A law was broken.
    ///
    /// @param violations a sentence for each law
    record Invalid(List<String> violations) implements Verdict {}

    /// No law was seen broken, yet not all that should have been tried was.
    record Unknown(String why) implements Verdict {}
  }

  /// The verdict on a history.
  public static Verdict check(History history) {
    return new Checker(history).verdict();
  }

  private Verdict verdict() {
    once();
    stock();
    everyEnd();
    promises();
    refusals();
    oneEnd();
    perUser();
    ledgers();
    if (!violations.isEmpty()) {
      return new Verdict.Invalid(List.copyOf(violations));
    }
    return Coverage.missing(history)
        .<Verdict>map(Verdict.Unknown::new)
        .orElseGet(Verdict.Valid::new);
  }

  /// L1: an order is delivered at most as often as its provider may.
  private void once() {
    violated(
        "L1, delivered too often",
        ofEach(
            terms ->
                deliveries(terms)
                    .collect(groupingBy(Delivery::order, TreeMap::new, counting()))
                    .entrySet()
                    .stream()
                    .filter(order -> order.getValue() > terms.deliveriesMax())
                    .map(order -> order.getKey() + " " + order.getValue() + " times")));
  }

  /// L2: no unit appears or vanishes.
  private void stock() {
    violated("L2, stock that does not add up", ofEach(this::wrongStock));
  }

  private Stream<String> wrongStock(Terms terms) {
    var stock = stock(terms);
    long given = deliveries(terms).map(Delivery::order).distinct().count();
    var wrong = new ArrayList<String>();
    if (stock.reservoir() + stock.leased() != terms.stock()) {
      wrong.add(
          "%d in the reservoir and %d leased of %d"
              .formatted(stock.reservoir(), stock.leased(), terms.stock()));
    }
    if (stock.free() + stock.held() + stock.confirmed() != stock.leased()) {
      wrong.add(
          "%d free, %d held and %d confirmed of %d leased"
              .formatted(stock.free(), stock.held(), stock.confirmed(), stock.leased()));
    }
    if (given > terms.stock()) {
      wrong.add("%d delivered of a stock of %d".formatted(given, terms.stock()));
    }
    return wrong.stream();
  }

  /// L3: every order has its end soon after all is healed.
  private void everyEnd() {
    var end = history.end();
    double most = history.header().bounds().endSeconds();
    double took = end.quiet() - end.healed();
    if (Double.isNaN(took)) {
      long held = end.stocks().stream().mapToLong(Stock::held).sum();
      violated(
          "L3, orders without an end long after all was healed",
          Stream.of(held + " units are held"));
    } else if (took > most) {
      violated(
          "L3, orders without their end %.0f s after all was healed".formatted(most),
          Stream.of("the last had it after %.1f s".formatted(took)));
    }
  }

  /// L3: what was answered 200 or 202 is delivered in the end, or a person sees it where nobody can
  /// know; and what a user was told is theirs is. A promise may be refused to whoever has all they
  /// may have.
  private void promises() {
    Predicate<String> missing = order -> !delivered.contains(order);
    Predicate<String> lost = missing.and(order -> !presumed.contains(order));
    violated("L3, answered 200 and not delivered", answered(200).filter(missing));
    Predicate<String> sated =
        history.terms().stream().flatMap(this::sated).collect(toSet())::contains;
    violated("L3, answered 202 and not delivered", answered(202).filter(lost.and(sated.negate())));
    violated("L3, shown as delivered and not delivered", shown(DELIVERED).filter(lost));
  }

  /// Orders that were refused since other orders of their user have brought all that the provider
  /// gives one: it counts gifts, and may deliver an order more than once.
  private Stream<String> sated(Terms terms) {
    var refused = shown(REFUSED).collect(toSet());
    var brought = deliveries(terms).collect(groupingBy(Delivery::user, counting()));
    return claims(terms)
        .filter(_ -> terms.deliveriesMax() > 1)
        .filter(claim -> brought.getOrDefault(claim.user(), 0L) >= terms.perUser())
        .map(Claim::order)
        .filter(refused::contains);
  }

  /// L4: what was refused was never delivered.
  private void refusals() {
    violated("L4, shown as refused and delivered", shown(REFUSED).filter(delivered::contains));
    violated(
        "L4, delivered to a user who was only refused",
        ofEach(
            terms -> {
              var others =
                  claims(terms)
                      .filter(claim -> claim.status() / 100 != 4)
                      .map(Claim::user)
                      .collect(toSet());
              return deliveries(terms)
                  .filter(delivery -> !others.contains(delivery.user()))
                  .map(delivery -> delivery.user() + " has " + delivery.order());
            }));
  }

  /// L5: an order has one end, and from then on.
  private void oneEnd() {
    var ends = new TreeMap<String, Map<String, Double>>();
    for (var claim : history.told().claims()) {
      if (claim.status() == 200) {
        note(ends, claim.order(), DELIVERED, claim.to());
      }
    }
    for (var look : history.told().looks()) {
      if (look.status().equals(DELIVERED) || look.status().equals(REFUSED)) {
        note(ends, look.order(), look.status(), look.to());
      }
    }
    violated(
        "L5, told two ends of one order",
        ends.entrySet().stream()
            .filter(order -> order.getValue().size() > 1)
            .map(order -> order.getKey() + " " + String.join(" and ", order.getValue().keySet())));
    violated(
        "L5, told an end that was none",
        history.told().looks().stream()
            .filter(look -> look.status().equals("processing"))
            .filter(look -> isLaterThan(ends.getOrDefault(look.order(), Map.of()), look))
            .map(look -> look.order() + " then processing"));
  }

  private static void note(
      Map<String, Map<String, Double>> ends, String order, String end, double at) {
    ends.computeIfAbsent(order, _ -> new TreeMap<>()).merge(end, at, Math::min);
  }

  private static boolean isLaterThan(Map<String, Double> ends, Look look) {
    return ends.values().stream().anyMatch(at -> at <= look.from());
  }

  /// L6: nobody has more than they may.
  private void perUser() {
    violated(
        "L6, more than a user may have",
        ofEach(
            terms ->
                deliveries(terms)
                    .distinct()
                    .collect(groupingBy(Delivery::user, TreeMap::new, counting()))
                    .entrySet()
                    .stream()
                    .filter(user -> user.getValue() > terms.perUser())
                    .map(user -> user.getKey() + " has " + user.getValue())));
  }

  /// L10: once it is quiet as many are given away as were delivered, or are held to be.
  private void ledgers() {
    if (Double.isNaN(history.end().quiet())) {
      return;
    }
    violated("L10, ledgers that disagree", ofEach(this::disagreement));
  }

  private Stream<String> disagreement(Terms terms) {
    long confirmed = stock(terms).confirmed();
    long given =
        Stream.concat(deliveries(terms).map(Delivery::order), presumed(terms).map(Dead::order))
            .distinct()
            .count();
    return confirmed == given
        ? Stream.of()
        : Stream.of("%d confirmed, %d delivered".formatted(confirmed, given));
  }

  private Stream<Claim> claims(Terms terms) {
    return history.told().claims().stream().filter(claim -> claim.gift().equals(terms.gift()));
  }

  private Stream<Delivery> deliveries(Terms terms) {
    return history.end().deliveries().stream().filter(one -> one.gift().equals(terms.gift()));
  }

  private Stream<Dead> presumed(Terms terms) {
    return terms.ends() == Ends.PRESUMED
        ? history.end().dead().stream().filter(one -> one.gift().equals(terms.gift()))
        : Stream.of();
  }

  private Stock stock(Terms terms) {
    return history.end().stocks().stream()
        .filter(stock -> stock.gift().equals(terms.gift()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stock of " + terms.gift()));
  }

  private Stream<String> answered(int status) {
    return history.told().claims().stream()
        .filter(claim -> claim.status() == status)
        .map(Claim::order)
        .distinct();
  }

  private Stream<String> shown(String status) {
    return history.told().looks().stream()
        .filter(look -> look.status().equals(status))
        .map(Look::order)
        .distinct();
  }

  private Stream<String> ofEach(Function<Terms, Stream<String>> wrong) {
    return history.terms().stream().flatMap(wrong);
  }

  private void violated(String law, Stream<String> wrong) {
    var examples = wrong.toList();
    if (!examples.isEmpty()) {
      violations.add("%s: %s".formatted(law, examples(examples)));
    }
  }

  /// The first ones, and how many there are more.
  static String examples(List<String> all) {
    var shown = all.stream().limit(EXAMPLES).collect(joining(", "));
    return all.size() > EXAMPLES ? "%s and %d more".formatted(shown, all.size() - EXAMPLES) : shown;
  }
}
