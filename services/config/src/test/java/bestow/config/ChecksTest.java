package bestow.config;

import static bestow.config.Samples.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.config.CampaignFile.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final String FILE = Samples.file("spring", 100);

  private static final String DELIVERED = "{status: 200-299, result: delivered}";
  private static final String REFUSED = "{status: 422, result: refused, reason: not-eligible}";

  @Test
  void aSoundCampaignHasNoFindings() {
    assertEquals(List.of(), findings(FILE));
    assertEquals(List.of(), findings(Resource.text("spring.yaml")));
  }

  @Test
  void noUserMayHaveMoreThanThereIs() {
    assertEquals(List.of(), findings(FILE.replace("limit: 1", "limit: 100")));
    assertEquals(
        List.of(
            "error Q06 4:62 gifts[0].perUser.limit perUser.limit 101 is above stock 100: no user"
                + " can have as many"),
        findings(FILE.replace("limit: 1", "limit: 101")));
  }

  @Test
  void noBucketIsAlwaysEmpty() {
    var file = FILE.replace("stock: 100", "stock: 3");
    assertEquals(List.of(), findings(file.replace("buckets: 2", "buckets: 3")));
    assertEquals(
        List.of(
            "error Q11 4:83 gifts[0].buckets buckets 4 is above stock 3: some would never hold"
                + " anything"),
        findings(file.replace("buckets: 2", "buckets: 4")));
  }

  @Test
  void aDailyLimitAboveTheStockIsProbablyAMistake() {
    assertEquals(List.of(), findings(FILE.replace("stock: 100", "stock: 100, daily: 100")));
    assertEquals(
        List.of(
            "warning Q05 4:52 gifts[0].daily daily 101 is above stock 100: it will never be"
                + " reached"),
        findings(FILE.replace("stock: 100", "stock: 100, daily: 101")));
  }

  @Test
  void aStockThatCanNeverBeUsedUpIsProbablyAMistake() {
    // From 20 November to the end of 19 December, by the campaign's own offset: 30 days.
    var file = FILE.replace("stock: 100", "stock: 60, daily: 2");
    assertEquals(List.of(), findings(file));
    assertEquals(
        List.of(
            "warning Q04 4:51 gifts[0].daily daily 2 on at most 30 days gives out 60 of stock 61"),
        findings(file.replace("stock: 60", "stock: 61")));
    var oneSecondMore = file.replace("to: 2026-12-20T00:00:00+08:00", "to: 2026-12-19T16:00:01Z");
    assertEquals(List.of(), findings(oneSecondMore.replace("stock: 60", "stock: 62")));
  }

  @Test
  void aCapLetsAUserNotGetMoreThanTheLimit() {
    var opaque = FILE.replace("idempotency: query", "idempotency: none, readTimeoutCap: 3");
    assertEquals(List.of(), findings(opaque.replace("limit: 1", "limit: 2")));
    assertEquals(
        List.of(
            "error D04 4:62 gifts[0].perUser.limit readTimeoutCap 3 of provider baker is above"
                + " perUser.limit 1 + 1: a user could get more than the limit"),
        findings(opaque));
    assertEquals(
        List.of(),
        findings(
            opaque.replace("none,", "none, limitAtSource: true, results: [" + REFUSED + "],")));
  }

  @Test
  void aLimitOfTheProvidersOwnIsHeardOf() {
    var limited = "idempotency: none, limitAtSource: true, readTimeoutCap: 2";
    var silent = FILE.replace("idempotency: query", limited);
    var objection =
        "error D08 6:95 providers[0].limitAtSource provider baker has a limit of its own, and none"
            + " of its results is refused: say in results by which answer it tells that a user has"
            + " reached it";
    assertEquals(List.of(objection), findings(silent));
    assertEquals(
        List.of(objection),
        findings(silent.replace(limited, limited + ", results: [" + DELIVERED + "]")));
    assertEquals(
        List.of(),
        findings(
            silent.replace(limited, limited + ", results: [" + DELIVERED + ", " + REFUSED + "]")));
  }

  @Test
  void onlyAProviderThatKeepsOrderNumbersTakesGiftsBack() {
    var opaque = FILE.replace("idempotency: query", "idempotency: none, readTimeoutCap: 2");
    assertEquals(
        List.of(),
        findings(FILE.replace("idempotency: query", "idempotency: query, revocable: true")));
    assertEquals(
        List.of(
            "error D12 6:91 providers[0].revocable provider baker keeps no order numbers, so it"
                + " can't know what to take back; leave revocable out, or say idempotency"
                + " order-number or query"),
        findings(opaque.replace("none,", "none, revocable: true,")));
  }

  @Test
  void aProviderWithoutGiftsIsProbablyAMistake() {
    var second =
        "- {provider: brewer, endpoint: 'https://b.example.com/', idempotency: query,"
            + " timeouts: {connect: 1s, write: 1s, read: 1s}, promise: 1h}\n";
    assertEquals(
        List.of(
            "warning P01 8:14 providers[1].provider provider brewer delivers no gift of this"
                + " campaign"),
        findings(FILE + second));
  }

  @Test
  void aDraftThatIsNoCampaignAnyMoreHasItsMistakesAsFindings() {
    var findings = Checks.run("campaign: spring\n");

    assertEquals(3, findings.size());
    assertTrue(findings.stream().allMatch(f -> f.rule().equals("F00")), findings.toString());
  }

  @Test
  void everyRuleHasAnIdOfItsOwn() {
    var ids = Checks.ALL.stream().map(Check::rule).toList();

    assertEquals(ids.size(), ids.stream().distinct().count(), ids.toString());
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
