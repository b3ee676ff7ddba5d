package bestow.config;

import bestow.config.Check.Objection;
import bestow.wire.config.Bundle;
import bestow.wire.config.Campaign;
import bestow.wire.config.Finding.Severity;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Mode;
import bestow.wire.config.Provider;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The check rules of bundles, by their ids in the catalogue.
final class BundleChecks {
  static final List<Check> ALL =
      List.of(
          new Check("B01", Severity.ERROR, BundleChecks::onePivot),
          new Check("B02", Severity.ERROR, BundleChecks::severalGifts),
          new Check("B03", Severity.ERROR, BundleChecks::eachGiftOnce),
          new Check("B04", Severity.ERROR, BundleChecks::giftsThatThereAre),
          new Check("B05", Severity.ERROR, BundleChecks::namesOfTheirOwn),
          new Check("B06", Severity.WARNING, BundleChecks::asOftenAsEachOther),
          new Check("B07", Severity.WARNING, BundleChecks::whileTheUserWaits),
          new Check("B08", Severity.ERROR, BundleChecks::giftsThatUsersMayClaim));

  private BundleChecks() {}

  /// A bundle is given with the delivery of what cannot be taken back. Of that there may be one
  /// gift that cannot be tried again and again; all others have to be, so that they arrive.
  private static Stream<Objection> onePivot(Campaign campaign) {
    var once =
        campaign.providers().stream()
            .filter(p -> !p.revocable())
            .filter(p -> p.idempotency() == Idempotency.NONE && !p.limitAtSource())
            .map(Provider::provider)
            .collect(Collectors.toSet());
    var gifts = gifts(campaign);
    return bundles(campaign)
        .flatMap(
            at -> {
              var pivots =
                  at.bundle().gifts().stream()
                      .filter(
                          gift ->
                              Optional.ofNullable(gifts.get(gift))
                                  .filter(found -> once.contains(found.provider()))
                                  .isPresent())
                      .distinct()
                      .toList();
              return pivots.size() > 1
                  ? Stream.of(
                      at.objection(
                          "gifts",
                          ("%s can neither be taken back nor be tried again: with one of them given"
                                  + " and another refused, a user would have a part of the bundle;"
                                  + " at most one such gift")
                              .formatted(String.join(" and ", pivots))))
                  : Stream.empty();
            });
  }

  private static Stream<Objection> severalGifts(Campaign campaign) {
    return bundles(campaign)
        .filter(at -> at.bundle().gifts().size() < 2)
        .map(
            at ->
                at.objection(
                    "gifts",
                    "a bundle of one gift is that gift; name two or more, or claim the gift"));
  }

  private static Stream<Objection> eachGiftOnce(Campaign campaign) {
    return bundles(campaign)
        .flatMap(
            at -> {
              var seen = new HashSet<String>();
              return IntStream.range(0, at.bundle().gifts().size())
                  .filter(i -> !seen.add(at.bundle().gifts().get(i)))
                  .mapToObj(
                      i ->
                          at.objection(
                              "gifts[%d]".formatted(i),
                              ("gift %s stands twice; a bundle has one of each, quantity gives"
                                      + " more of it")
                                  .formatted(at.bundle().gifts().get(i))));
            });
  }

  private static Stream<Objection> giftsThatThereAre(Campaign campaign) {
    var gifts = gifts(campaign).keySet();
    return bundles(campaign)
        .flatMap(
            at ->
                IntStream.range(0, at.bundle().gifts().size())
                    .filter(i -> !gifts.contains(at.bundle().gifts().get(i)))
                    .mapToObj(
                        i -> {
                          var gift = at.bundle().gifts().get(i);
                          var instead =
                              Nearest.of(gift, gifts)
                                  .map(near -> "did you mean " + near + "?")
                                  .orElse("name gifts of this campaign");
                          return at.objection(
                              "gifts[%d]".formatted(i),
                              "no gift is called %s; %s".formatted(gift, instead));
                        }));
  }

  /// Users, reports and metrics know gifts and bundles by their names alone.
  private static Stream<Objection> namesOfTheirOwn(Campaign campaign) {
    var taken = new HashSet<>(gifts(campaign).keySet());
    return bundles(campaign).filter(at -> !taken.add(at.bundle().bundle())).toList().stream()
        .map(
            at ->
                at.objection(
                    "bundle",
                    "%s is the name of another gift or bundle; each needs one of its own"
                        .formatted(at.bundle().bundle())));
  }

  private static Stream<Objection> asOftenAsEachOther(Campaign campaign) {
    var gifts = gifts(campaign);
    return bundles(campaign)
        .flatMap(
            at -> {
              var limits =
                  at.bundle().gifts().stream()
                      .flatMap(gift -> Optional.ofNullable(gifts.get(gift)).stream())
                      .map(Gift::perUser)
                      .distinct()
                      .map(one -> one.limit() + " per " + one.per().word())
                      .toList();
              return limits.size() > 1
                  ? Stream.of(
                      at.objection(
                          "gifts",
                          "its gifts have different limits (%s): the least of them is the bundle's"
                              .formatted(String.join(", ", limits))))
                  : Stream.empty();
            });
  }

  private static Stream<Objection> whileTheUserWaits(Campaign campaign) {
    var gifts = gifts(campaign);
    return bundles(campaign)
        .flatMap(
            at ->
                at.those(gifts, gift -> gift.mode() == Mode.ASYNC)
                    .mapToObj(
                        i ->
                            at.objection(
                                "gifts[%d]".formatted(i),
                                "gift %s is async, so that every claim of the bundle is promised"
                                    .formatted(at.bundle().gifts().get(i)))));
  }

  private static Stream<Objection> giftsThatUsersMayClaim(Campaign campaign) {
    var gifts = gifts(campaign);
    return bundles(campaign)
        .flatMap(
            at ->
                at.those(gifts, Gift::paid)
                    .mapToObj(
                        i ->
                            at.objection(
                                "gifts[%d]".formatted(i),
                                "gift %s is given for paid orders alone, so that no user could claim the bundle; leave it out of the bundle, or paid out of the gift"
                                    .formatted(at.bundle().gifts().get(i)))));
  }

  private static Map<String, Gift> gifts(Campaign campaign) {
    return campaign.gifts().stream().collect(Collectors.toMap(Gift::gift, gift -> gift));
  }

  private static Stream<At> bundles(Campaign campaign) {
    return IntStream.range(0, campaign.bundles().size())
        .mapToObj(i -> new At(i, campaign.bundles().get(i)));
  }

  /// A bundle, and where in the campaign it stands.
  private record At(int index, Bundle bundle) {
    /// Which of its gifts are such; those that there aren't are not.
    IntStream those(Map<String, Gift> gifts, Predicate<Gift> such) {
      return IntStream.range(0, bundle.gifts().size())
          .filter(
              i -> Optional.ofNullable(gifts.get(bundle.gifts().get(i))).filter(such).isPresent());
    }

    Objection objection(String member, String message) {
      return new Objection("bundles[%d].%s".formatted(index, member), message);
    }
  }
}
