package bestow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.config.CampaignFile.Reading;
import bestow.testing.Seeded;
import bestow.wire.config.Campaign;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CampaignFileTest {
  @TestFactory
  Stream<DynamicTest> everyMistakeIsToldWithItsPlaceAndWhatWouldBeRight() {
    return Malformed.files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.name(),
                    () -> assertEquals(lines(file.mistakes()), lines(mistakes(file.bytes())))));
  }

  @Test
  void everythingThatAFileSaysIsInItsCampaign() {
    var campaign = sound(Resource.bytes("spring.yaml"));

    assertEquals(Spring.CAMPAIGN, campaign);
  }

  @Test
  void aGiftMayBeForPaidOrdersAlone() {
    var sold = Resource.text("spring.yaml").replace("mode: sync}", "mode: sync, paid: true}");
    var campaign = sound(sold.getBytes(StandardCharsets.UTF_8));

    assertEquals(List.of(true, false), campaign.gifts().stream().map(gift -> gift.paid()).toList());
  }

  @Test
  void workersMayWaitLongerThanUsers() {
    for (String later : List.of("10s", "90s")) {
      var file = Resource.text("spring.yaml").replace("read: 10s", "read: 10s, later: " + later);
      var timeouts = sound(file.getBytes(StandardCharsets.UTF_8)).providers().get(1).timeouts();

      assertEquals(10_000, timeouts.readMillis());
      assertEquals(later.equals("10s") ? 10_000 : 90_000, timeouts.longestMillis());
    }
    assertEquals(10_000, Spring.CAMPAIGN.providers().get(1).timeouts().longestMillis());
  }

  @Test
  void jsonIsReadTheSameWay() {
    var campaign = sound(Resource.bytes("spring.json"));

    assertEquals(Spring.CAMPAIGN, campaign);
  }

  @Test
  void aByteOrderMarkIsNoMistake() {
    var campaign =
        sound(("\uFEFF" + Resource.text("spring.yaml")).getBytes(StandardCharsets.UTF_8));

    assertEquals(Spring.CAMPAIGN, campaign);
  }

  @Test
  void aMistakeOfTheSecondRoundKnowsWhereItsValueStands() {
    var reading = CampaignFile.read(Resource.bytes("spring.yaml"));

    if (!(reading instanceof Reading.Sound(_, Positions positions))) {
      throw new AssertionError(reading);
    }
    assertEquals(new Position(10, 14), positions.at("gifts[1].perUser.limit"));
    assertEquals(new Position(6, 5), positions.at("gifts[1].daily"), "not there: its gift");
    assertEquals(Position.START, positions.at("nowhere"));
  }

  @Test
  void aFileHoldsItsBoundsAndNoMore() {
    assertEquals("", mistakesOf(Large.gifts(200)));
    assertEquals(
        "4:1 gifts | gifts must be a list of 1 to 200 entries, has 201",
        mistakesOf(Large.gifts(201)));
    assertEquals("", mistakesOf(Large.providers(50)));
    assertEquals(
        "6:1 providers | providers must be a list of 1 to 50 entries, has 51",
        mistakesOf(Large.providers(51)));
    assertEquals("", mistakesOf(Large.bytes(CampaignFile.BYTES_MAX)));
    assertEquals(
        "1:1 the file has more than 262144 bytes; split the campaign",
        mistakesOf(Large.bytes(CampaignFile.BYTES_MAX + 1)));
  }

  @Test
  void whateverBytesComeTheFileIsReadOrItsMistakesAreTold() {
    var files = List.of(Resource.bytes("spring.yaml"), Resource.bytes("spring.json"));
    Seeded.check(
        3000,
        random -> {
          var bytes = files.get(random.nextInt(2)).clone();
          for (int i = 0; i <= random.nextInt(6); i++) {
            int from = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(20, bytes.length - from));
            System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, from, length);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          var found = mistakes(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));

          assertTrue(found.size() <= Mistakes.LISTED_MAX, found.toString());
          assertFalse(found.toString().contains("Exception"), found.toString());
          assertFalse(found.toString().contains("snakeyaml"), found.toString());
        });
  }

  @Test
  void aFileOfNothingButBracketsIsReadWithoutHarm() {
    var brackets = "[".repeat(CampaignFile.BYTES_MAX);
    var braces = "{".repeat(CampaignFile.BYTES_MAX);
    var keys = "? ".repeat(CampaignFile.BYTES_MAX / 2);

    var tags = "!a [".repeat(CampaignFile.BYTES_MAX / 4);

    assertEquals("1:17 nested deeper than 16 levels; reading stops here", mistakesOf(brackets));
    assertEquals("1:17 nested deeper than 16 levels; reading stops here", mistakesOf(braces));
    assertEquals("1:33 nested deeper than 16 levels; reading stops here", mistakesOf(keys));
    assertTrue(mistakesOf(tags).contains("nested deeper than 16 levels; reading stops here"));
  }

  @Test
  void atMostFiftyMistakesAreToldOfAFileThatHoldsThousands() {
    var many = new StringBuilder("campaign: spring\n");
    for (int i = 0; i < 10_000; i++) {
      many.append("key-").append(i).append(": 1\n");
    }

    assertEquals(50, mistakes(many.toString().getBytes(StandardCharsets.UTF_8)).size());
  }

  @Test
  void theTableOfMistakesHasAtLeastSixtyRows() {
    var count = Malformed.files().size();

    assertTrue(count >= 60, "rows: " + count);
  }

  private static Campaign sound(byte[] file) {
    return switch (CampaignFile.read(file)) {
      case Reading.Sound(Campaign campaign, _) -> campaign;
      case Reading.Faulty(List<Mistake> mistakes) -> throw new AssertionError(mistakes);
    };
  }

  private static String mistakesOf(String file) {
    return lines(mistakes(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> mistakes(byte[] file) {
    return switch (CampaignFile.read(file)) {
      case Reading.Sound _ -> List.of();
      case Reading.Faulty(List<Mistake> mistakes) ->
          mistakes.stream().map(CampaignFileTest::line).toList();
    };
  }

  private static String lines(List<String> mistakes) {
    return String.join("\n", mistakes);
  }

  private static String line(Mistake mistake) {
    var path = mistake.path().isEmpty() ? "" : mistake.path() + " | ";
    return mistake.position().line()
        + ":"
        + mistake.position().column()
        + " "
        + path
        + mistake.message();
  }
}
