package bestow.config;

import static bestow.config.Samples.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.config.CampaignFile.Reading;
import bestow.wire.config.Bundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleChecksTest {
  private static final String FILE =
      """
      campaign: spring
      window: {from: 2026-11-20T00:00:00+08:00, to: 2026-12-20T00:00:00+08:00}
      gifts:
        - {gift: cake, provider: baker, stock: 100, perUser: {limit: 1, per: campaign}}
        - {gift: pie, provider: baker, stock: 100, perUser: {limit: 1, per: campaign}}
        - {gift: cash, provider: bank, stock: 100, perUser: {limit: 1, per: campaign}}
        - {gift: gold, provider: bank, stock: 100, perUser: {limit: 1, per: campaign}}
      bundles:
        - {bundle: feast, gifts: [cake, cash]}
      providers:
        - provider: baker
          endpoint: https://baker.example.com/
          idempotency: order-number
          revocable: true
          timeouts: {connect: 1s, write: 1s, read: 1s}
          promise: 1h
        - provider: bank
          endpoint: https://bank.example.com/
          idempotency: none
          readTimeoutCap: 2
          timeouts: {connect: 1s, write: 1s, read: 1s}
          promise: 1h
      """;

  @Test
  void aSoundBundleIsReadAndHasNoFindings() {
    assertEquals(List.of(), findings(FILE));
    var sound = (Reading.Sound) CampaignFile.read(bytes(FILE));
    assertEquals(List.of(new Bundle("feast", List.of("cake", "cash"))), sound.campaign().bundles());
  }

  @Test
  void onlyOneGiftMayBeSuchThatItCanNeitherBeTakenBackNorTriedAgain() {
    assertEquals(
        List.of(
            "error B01 9:28 bundles[0].gifts cash and gold can neither be taken back nor be tried"
                + " again: with one of them given and another refused, a user would have a part of"
                + " the bundle; at most one such gift"),
        findings(with("cash, gold, cake")));
    var numbered = FILE.replace("idempotency: none", "idempotency: query");
    assertEquals(List.of(), findings(numbered.replace("[cake, cash]", "[cash, gold, cake]")));
  }

  @Test
  void aBundleHasSeveralGifts() {
    assertEquals(
        List.of(
            "error B02 9:28 bundles[0].gifts a bundle of one gift is that gift; name two or more,"
                + " or claim the gift"),
        findings(with("cake")));
  }

  @Test
  void aBundleHasEachGiftOnce() {
    assertEquals(
        List.of(
            "error B03 9:35 bundles[0].gifts[1] gift cake stands twice; a bundle has one of each,"
                + " quantity gives more of it"),
        findings(with("cake, cake, cash")));
  }

  @Test
  void aBundleHasGiftsThatThereAre() {
    assertEquals(
        List.of(
            "error B04 9:29 bundles[0].gifts[0] no gift is called cakes; did you mean cake?",
            "error B04 9:36 bundles[0].gifts[1] no gift is called yacht; name gifts of this"
                + " campaign"),
        findings(with("cakes, yacht")));
  }

  @Test
  void aBundleHasANameOfItsOwn() {
    assertEquals(
        List.of(
            "error B05 9:14 bundles[0].bundle pie is the name of another gift or bundle; each"
                + " needs one of its own"),
        findings(FILE.replace("bundle: feast", "bundle: pie")));
    var twice = "  - {bundle: feast, gifts: [cake, cash]}\n";
    var found = findings(FILE.replace(twice, twice + twice.replace("cash", "pie")));
    assertEquals(1, found.size());
    assertTrue(found.getFirst().startsWith("error B05 10:14 bundles[1].bundle"), found.toString());
  }

  @Test
  void differentLimitsAndGiftsThatComeLaterAreWorthAWord() {
    var often =
        FILE.replace(
            "cash, provider: bank, stock: 100, perUser: {limit: 1, per: campaign}",
            "cash, provider: bank, stock: 100, perUser: {limit: 2, per: day}");
    assertEquals(
        List.of(
            "warning B06 9:28 bundles[0].gifts its gifts have different limits (1 per campaign, 2"
                + " per day): the least of them is the bundle's"),
        findings(often));
    var later = FILE.replace("cake, provider: baker,", "cake, provider: baker, mode: async,");
    assertEquals(
        List.of(
            "warning B07 9:29 bundles[0].gifts[0] gift cake is async, so that every claim of the"
                + " bundle is promised"),
        findings(later));
  }

  @Test
  void aGiftForPaidOrdersAloneKeepsUsersFromTheBundle() {
    var paid = FILE.replace("cake, provider: baker,", "cake, provider: baker, paid: true,");
    var found = findings(paid);

    assertEquals(1, found.size(), found.toString());
    assertTrue(
        found.getFirst().startsWith("error B08 9:29 bundles[0].gifts[0] gift cake is given for"),
        found.toString());
  }

  @Test
  void whatIsNoBundleIsAMistakeOfTheFile() {
    for (var wrong :
        List.of(
            "bundles: [feast]",
            "bundles: [{bundle: feast}]",
            "bundles: [{bundle: feast, gifts: []}]",
            "bundles: [{bundle: feast, gifts: cake}]",
            "bundles: [{bundle: feast, gifts: [[cake], cash]}]",
            "bundles: [{bundle: feast, gifts: [Cake!, cash]}]",
            "bundles: [{bundle: feast, gifts: [cake, cash], price: 1}]")) {
      var file = FILE.replace("bundles:\n  - {bundle: feast, gifts: [cake, cash]}", wrong);

      assertTrue(CampaignFile.read(bytes(file)) instanceof Reading.Faulty, wrong);
    }
  }

  private static String with(String gifts) {
    return FILE.replace("[cake, cash]", "[" + gifts + "]");
  }

  private static List<String> findings(String file) {
    return switch (CampaignFile.read(bytes(file))) {
      case Reading.Sound(var campaign, var positions) ->
          Checks.run(campaign, positions).stream()
              .map(
                  f ->
                      "%s %s %d:%d %s %s"
                          .formatted(
                              f.severity().word(),
                              f.rule(),
                              f.line(),
                              f.column(),
                              f.path(),
                              f.message()))
              .toList();
      case Reading.Faulty faulty -> throw new AssertionError(faulty);
    };
  }
}
