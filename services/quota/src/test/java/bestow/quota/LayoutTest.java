package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LayoutTest {
  private static final GiftId GIFT = new GiftId("spring", "vip-day");

  @Test
  void thePlacesAreTheSameForEver() {
    // Another value here means that what is stored is not found any more.
    assertEquals(32, Layout.home(GIFT));
    assertEquals(32, Layout.shard(GIFT, 0));
    assertEquals(69, Layout.shard(GIFT, 1));
    assertEquals(59, Layout.shard(GIFT, 63));
    assertEquals(22, Layout.bucket(GIFT, new UserId("alice"), 64));
    assertEquals(177, Layout.notes("zoë"));
  }

  @Test
  void theBucketsOfAGiftNeverShareAShard() {
    assertEquals(64, IntStream.range(0, 64).map(b -> Layout.shard(GIFT, b)).distinct().count());
  }

  @Test
  void usersAndGiftsSpreadEvenly() {
    var users = new int[8];
    var shards = new int[Layout.SHARDS];
    for (int i = 0; i < 25_600; i++) {
      users[Layout.bucket(GIFT, new UserId("user-" + i), 8)]++;
      shards[Layout.home(new GiftId("campaign-" + i / 100, "gift-" + i % 100))]++;
    }

    // 3,200 and 100 each, give or take five standard deviations.
    assertTrue(Arrays.stream(users).allMatch(n -> n > 2_920 && n < 3_480), Arrays.toString(users));
    assertTrue(Arrays.stream(shards).allMatch(n -> n > 50 && n < 150), Arrays.toString(shards));
  }

  @Test
  void aUserOfOneGiftIsNotBoundToTheSameBucketOfAnother() {
    var user = new UserId("alice");

    long buckets =
        IntStream.range(0, 100)
            .map(i -> Layout.bucket(new GiftId("spring", "gift-" + i), user, 8))
            .distinct()
            .count();

    assertEquals(8, buckets);
  }
}
