package bestow.config;

import bestow.config.CampaignFile.Reading;
import bestow.config.Check.Objection;
import bestow.wire.config.Campaign;
import bestow.wire.config.Finding;
import bestow.wire.config.Finding.Severity;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The check rules, by their ids in the catalogue. They run whenever a draft is shown, and again
/// when it is published: an error stands in the way, a warning does not. Here are those that need
/// no facts from outside; a rule is added by adding it to the list.
final class Checks {
  private static final List<Check> SINGLE =
      List.of(
          new Check("Q06", Severity.ERROR, gifts("perUser.limit", Checks::perUserWithinStock)),
          new Check("Q11", Severity.ERROR, gifts("buckets", Checks::bucketsWithinStock)),
          new Check("Q05", Severity.WARNING, gifts("daily", Checks::dailyWithinStock)),
          new Check("Q04", Severity.WARNING, Checks::stockCanBeUsedUp),
          new Check("D04", Severity.ERROR, Checks::capFitsTheLimit),
          new Check("D08", Severity.ERROR, Checks::limitsAreHeard),
          new Check("D12", Severity.ERROR, Checks::revokesByNumber),
          new Check("P01", Severity.WARNING, Checks::providersAreUsed));

  /// Every rule.
  static final List<Check> ALL = Stream.concat(SINGLE.stream(), BundleChecks.ALL.stream()).toList();

  /// Stands for the rules of the file itself, which has to be sound before any other rule is asked.
  private static final String FILE = "F00";

  private Checks() {}

  /// What all rules find, in the order of the file.
  static List<Finding> run(Campaign campaign, Positions positions) {
    return ALL.stream()
        .flatMap(check -> check.look().apply(campaign).map(o -> finding(check, o, positions)))
        .sorted((a, b) -> position(a).compareTo(position(b)))
        .toList();
  }

  /// The same for a draft that was kept, whatever has become of the rules since.
  static List<Finding> run(String draft) {
    return switch (CampaignFile.read(draft.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Sound(var campaign, var positions) -> run(campaign, positions);
      case Reading.Faulty(var mistakes) -> mistakes.stream().map(Checks::finding).toList();
    };
  }

  /// A finding that stands in the way, as a mistake of the file.
  static Mistake mistake(Finding finding) {
    return new Mistake(
        position(finding), finding.path(), finding.message() + " (" + finding.rule() + ")");
  }

  private static Finding finding(Mistake mistake) {
    var at = mistake.position();
    return new Finding(
        FILE, Severity.ERROR, at.line(), at.column(), mistake.path(), mistake.message());
  }

  private static Finding finding(Check check, Objection objection, Positions positions) {
    var at = positions.at(objection.path());
    return new Finding(
        check.rule(),
        check.severity(),
        at.line(),
        at.column(),
        objection.path(),
        objection.message());
  }

  private static Position position(Finding finding) {
    return new Position(finding.line(), finding.column());
  }

  private static Optional<String> perUserWithinStock(Gift gift) {
    return gift.perUser().limit() > gift.stock()
        ? Optional.of(
            "perUser.limit %d is above stock %d: no user can have as many"
                .formatted(gift.perUser().limit(), gift.stock()))
        : Optional.empty();
  }

  private static Optional<String> bucketsWithinStock(Gift gift) {
    return gift.buckets() > gift.stock()
        ? Optional.of(
            "buckets %d is above stock %d: some would never hold anything"
                .formatted(gift.buckets(), gift.stock()))
        : Optional.empty();
  }

  private static Optional<String> dailyWithinStock(Gift gift) {
    return Optional.ofNullable(gift.daily())
        .filter(daily -> daily > gift.stock())
        .map(
            daily ->
                "daily %d is above stock %d: it will never be reached"
                    .formatted(daily, gift.stock()));
  }

  private static Stream<Objection> stockCanBeUsedUp(Campaign campaign) {
    var from = campaign.window().from();
    var last = campaign.window().to().withOffsetSameInstant(from.getOffset()).minusNanos(1);
    // A day that the window only touches counts: its limit can be used up.
    long days = ChronoUnit.DAYS.between(from.toLocalDate(), last.toLocalDate()) + 1;
    return gifts(
            "daily",
            gift ->
                Optional.ofNullable(gift.daily())
                    .filter(daily -> daily * days < gift.stock())
                    .map(
                        daily ->
                            "daily %d on at most %d days gives out %d of stock %d"
                                .formatted(daily, days, daily * days, gift.stock())))
        .apply(campaign);
  }

  /// A cap above what a user may have by more than one lets more uncertain deliveries happen than
  /// the limit allows gifts.
  private static Stream<Objection> capFitsTheLimit(Campaign campaign) {
    var opaque =
        campaign.providers().stream()
            .filter(p -> p.idempotency() == Idempotency.NONE && !p.limitAtSource())
            .collect(Collectors.toMap(Provider::provider, Provider::readTimeoutCap));
    return gifts(
            "perUser.limit",
            gift ->
                Optional.ofNullable(opaque.get(gift.provider()))
                    .filter(cap -> cap > gift.perUser().limit() + 1)
                    .map(
                        cap ->
                            ("readTimeoutCap %d of provider %s is above perUser.limit %d + 1:"
                                    + " a user could get more than the limit")
                                .formatted(cap, gift.provider(), gift.perUser().limit())))
        .apply(campaign);
  }

  /// Whoever has as many as their provider gives them is refused there. Where no answer means that,
  /// their next order is in doubt until a person looks.
  private static Stream<Objection> limitsAreHeard(Campaign campaign) {
    return IntStream.range(0, campaign.providers().size())
        .filter(i -> campaign.providers().get(i).limitAtSource())
        .filter(
            i ->
                campaign.providers().get(i).results().stream()
                    .noneMatch(rule -> rule.result() == Provider.Result.REFUSED))
        .mapToObj(
            i ->
                new Objection(
                    "providers[%d].limitAtSource".formatted(i),
                    ("provider %s has a limit of its own, and none of its results is refused:"
                            + " say in results by which answer it tells that a user has reached it")
                        .formatted(campaign.providers().get(i).provider())));
  }

  /// Only whoever keeps order numbers knows what is to be taken back.
  private static Stream<Objection> revokesByNumber(Campaign campaign) {
    return IntStream.range(0, campaign.providers().size())
        .filter(i -> campaign.providers().get(i).revocable())
        .filter(i -> campaign.providers().get(i).idempotency() == Idempotency.NONE)
        .mapToObj(
            i ->
                new Objection(
                    "providers[%d].revocable".formatted(i),
                    ("provider %s keeps no order numbers, so it can't know what to take back;"
                            + " leave revocable out, or say idempotency order-number or query")
                        .formatted(campaign.providers().get(i).provider())));
  }

  private static Stream<Objection> providersAreUsed(Campaign campaign) {
    var used = campaign.gifts().stream().map(Gift::provider).collect(Collectors.toSet());
    return IntStream.range(0, campaign.providers().size())
        .filter(i -> !used.contains(campaign.providers().get(i).provider()))
        .mapToObj(
            i ->
                new Objection(
                    "providers[%d].provider".formatted(i),
                    "provider %s delivers no gift of this campaign"
                        .formatted(campaign.providers().get(i).provider())));
  }

  private static Function<Campaign, Stream<Objection>> gifts(
      String member, Function<Gift, Optional<String>> look) {
    return campaign ->
        IntStream.range(0, campaign.gifts().size())
            .boxed()
            .flatMap(
                i ->
                    look.apply(campaign.gifts().get(i)).stream()
                        .map(
                            message ->
                                new Objection("gifts[%d].%s".formatted(i, member), message)));
  }
}
