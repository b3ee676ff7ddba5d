package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OrderNumbersTest {
  private static final GiftId GIFT = new GiftId("spring", "vip-day");
  private static final UserId ALICE = new UserId("alice");

  private final OrderNumbers numbers = new OrderNumbers(House.SECRET);

  @Test
  void theNumberIsTheSameForEver() {
    // The first 120 bits of HMAC-SHA256(secret, "spring:vip-day\nc\nalice") in base 32, and the
    // shard.
    assertEquals("wksdn6kktjjyq6ktxrjw2tzsf3", numbers.prefix(GIFT, ALICE, "c", 0xf3));
  }

  @Test
  void whatMakesAClaimMakesItsNumber() {
    var prefixes =
        Stream.of(
                numbers.prefix(GIFT, ALICE, "c", 1),
                numbers.prefix(GIFT, ALICE, "2026-11-21", 1),
                numbers.prefix(GIFT, new UserId("bob"), "c", 1),
                numbers.prefix(new GiftId("spring", "vip-night"), ALICE, "c", 1),
                numbers.prefix(new GiftId("autumn", "vip-day"), ALICE, "c", 1),
                numbers.prefix(GIFT, ALICE, "c", 2),
                new OrderNumbers(House.SECRET + "!").prefix(GIFT, ALICE, "c", 1))
            .collect(Collectors.toSet());

    assertEquals(7, prefixes.size());
  }

  @Test
  void everyPrefixMakesAnOrderNumberThatKnowsItsShard() {
    IntStream.range(0, 1_000)
        .forEach(
            i -> {
              var prefix = numbers.prefix(GIFT, new UserId("user-" + i), "c", i % 256);
              assertEquals(i % 256, new OrderNumber(prefix + "000001").shard());
            });
  }

  @Test
  void whatIsNoOrderNumberIsRefused() {
    var good = "a".repeat(24) + "0f000001";
    assertEquals(15, new OrderNumber(good).shard());

    for (var bad :
        List.of(
            "",
            good + "0",
            good.substring(1),
            good.toUpperCase(Locale.ROOT),
            good.replace("0f", "0g"),
            good.replace("aa0f", "a10f"),
            good.replace("000001", "00000x"),
            good + "\n")) {
      assertThrows(IllegalArgumentException.class, () -> new OrderNumber(bad), bad);
    }
  }
}
