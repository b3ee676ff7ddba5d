package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.quota.Lease.Dry;
import bestow.quota.Lease.Leased;
import bestow.quota.PoolStore.Provision;
import bestow.quota.PoolStore.Provisioned.Done;
import bestow.quota.PoolStore.Provisioned.OtherBuckets;
import bestow.quota.PoolStore.Provisioned.Outlived;
import bestow.quota.PoolStore.Return;
import bestow.quota.PoolStore.Share;
import bestow.quota.Reservoir.Dealings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What both stores promise of reservoirs and buckets.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class PoolStoreTest {
  /// 2100-01-01 in epoch milliseconds.
  private static final long FAR = 4_102_444_800_000L;

  private final PoolStore pools;
  private final PoolId pool = PoolId.stock(Claims.fresh().gift());

  PoolStoreTest(Stores stores) {
    pools = stores.pools();
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis(), Stores.cluster());
  }

  @Test
  void aReservoirIsMadeOnceAndOnlyANewerRevisionChangesIt() throws StoreFailure {
    assertEquals(Optional.empty(), pools.reservoir(pool));

    assertEquals(new Done(0), pools.provision(pool, new Provision(2, 100, 4)));
    assertEquals(new Done(0), pools.provision(pool, new Provision(2, 500, 4)));
    assertEquals(new Done(0), pools.provision(pool, new Provision(1, 900, 4)));
    assertEquals(100, reservoir().configured());

    assertEquals(new Done(0), pools.provision(pool, new Provision(3, 150, 4)));
    assertEquals(150, reservoir().free());
    assertEquals(3, reservoir().revision());
  }

  @Test
  void theNumberOfBucketsNeverChanges() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 4));

    assertEquals(new OtherBuckets(4), pools.provision(pool, new Provision(2, 200, 8)));
    assertEquals(100, reservoir().configured());
  }

  @Test
  void aCampaignMayNotOutliveTheRecordsOfItsFirstClaims() throws StoreFailure {
    var first = new Life(FAR, FAR + 30);
    pools.provision(pool, new Provision(1, 100, 1, first));

    assertEquals(
        new Done(0), pools.provision(pool, new Provision(2, 200, 1, new Life(FAR + 30, FAR + 60))));
    assertEquals(
        new Outlived(FAR + 30),
        pools.provision(pool, new Provision(3, 300, 1, new Life(FAR + 31, FAR + 61))));
    assertEquals(200, reservoir().configured());
  }

  @Test
  void aCampaignMadeShorterMayNotOutliveItsShorterRecords() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 1, new Life(FAR, FAR + 30)));
    pools.provision(pool, new Provision(2, 100, 1, new Life(FAR - 20, FAR + 10)));

    assertEquals(
        new Outlived(FAR + 10),
        pools.provision(pool, new Provision(3, 100, 1, new Life(FAR + 11, FAR + 41))));
  }

  @Test
  void oneBucketLeasesEverythingAndManyLeaseAShare() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 1));
    assertEquals(new Leased(100, 0), pools.lease(pool, 0, 1, 8));
    assertEquals(new Dry(), pools.lease(pool, 0, 2, 8));

    var many = PoolId.stock(Claims.fresh().gift());
    pools.provision(many, new Provision(1, 100, 2));
    assertEquals(new Leased(25, 75), pools.lease(many, 0, 1, 8));
    assertEquals(new Leased(18, 57), pools.lease(many, 1, 1, 8));
    assertEquals(new Leased(50, 7), pools.lease(many, 0, 2, 50));
    assertEquals(new Leased(7, 0), pools.lease(many, 0, 3, 50));
  }

  @Test
  void theSameLeaseIsGivenAndGrantedOnce() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 2));

    assertEquals(new Leased(25, 75), pools.lease(pool, 1, 1, 1));
    assertEquals(new Leased(25, 75), pools.lease(pool, 1, 1, 1));
    pools.grant(pool, 1, 1, 25);
    pools.grant(pool, 1, 1, 25);

    assertEquals(new Bucket(25, 0, 0, 25, 1, 0, 0), pools.bucket(pool, 1));
    pools.lease(pool, 1, 2, 1);
    assertEquals(new Lease.Stale(), pools.lease(pool, 1, 1, 1));
    pools.grant(pool, 1, 1, 25);
    assertEquals(25, pools.bucket(pool, 1).leased());
  }

  @Test
  void aLeaseOrReturnThatCannotBeIsBrokenAndChangesNothing() throws StoreFailure {
    assertBroken(() -> pools.lease(pool, 0, 1, 1));
    pools.provision(pool, new Provision(1, 100, 2));

    assertBroken(() -> pools.lease(pool, 0, 2, 1));
    assertBroken(() -> pools.lease(pool, 2, 1, 1));
    assertBroken(() -> pools.grant(pool, 0, 2, 10));
    assertBroken(() -> pools.giveBack(pool, 0, new Dealings(2, 5, 0), new Share.Half()));
    assertBroken(() -> pools.giveBack(pool, 0, new Dealings(0, 0, 1), new Share.Half()));
    assertBroken(() -> pools.takeBack(pool, 0, new Return(2, 5)));
    assertBroken(() -> pools.takeBack(pool, 0, new Return(1, 5)));

    assertEquals(100, reservoir().free());
    assertEquals(Bucket.NEW, pools.bucket(pool, 0));
  }

  @Test
  void aBucketRemembersWhatItGaveBackUntilTheReservoirHasTakenIt() throws StoreFailure {
    supply(100);

    var first = pools.giveBack(pool, 0, seen(0), new Share.Half());
    var again = pools.giveBack(pool, 0, seen(0), new Share.Most(3));
    assertEquals(new Return(1, 50), first);
    assertEquals(first, again);
    assertEquals(new Bucket(50, 0, 0, 50, 1, 1, 50), pools.bucket(pool, 0));

    pools.takeBack(pool, 0, first);
    pools.takeBack(pool, 0, first);
    assertEquals(50, reservoir().free());
    assertEquals(50, reservoir().leased());

    assertEquals(new Return(2, 3), pools.giveBack(pool, 0, seen(0), new Share.Most(3)));
  }

  @Test
  void aReturnSeenTooLateChangesNothing() throws StoreFailure {
    supply(100);
    var stale = seen(0);
    var first = pools.giveBack(pool, 0, stale, new Share.Most(10));
    pools.takeBack(pool, 0, first);
    var second = pools.giveBack(pool, 0, seen(0), new Share.Most(5));
    pools.takeBack(pool, 0, second);

    assertEquals(second, pools.giveBack(pool, 0, stale, new Share.Most(7)));
    pools.takeBack(pool, 0, second);
    pools.takeBack(pool, 0, first);

    assertEquals(15, reservoir().free());
    assertEquals(85, pools.bucket(pool, 0).free());
  }

  @Test
  void aLeaseLostOnItsWayIsFoundWhenTheBucketIsAskedToGiveBack() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 2));
    pools.lease(pool, 1, 1, 1);

    assertEquals(new Return(1, 13), pools.giveBack(pool, 1, seen(1), new Share.Half()));
    assertEquals(new Bucket(12, 0, 0, 12, 1, 1, 13), pools.bucket(pool, 1));
  }

  @Test
  void anEmptyBucketGivesNothingBack() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 2));

    assertEquals(0, pools.giveBack(pool, 0, seen(0), new Share.Half()).amount());
    assertEquals(0, pools.giveBack(pool, 0, seen(0), new Share.Most(5)).amount());
    assertEquals(0, reservoir().moves());
  }

  @Test
  void halfOfOneUnitIsTheUnit() throws StoreFailure {
    supply(1);

    assertEquals(new Return(1, 1), pools.giveBack(pool, 0, seen(0), new Share.Half()));
  }

  @Test
  void loweringTakesFromTheReservoirAndTheRestAsItComesBack() throws StoreFailure {
    pools.provision(pool, new Provision(1, 100, 2));
    pools.lease(pool, 0, 1, 60);
    pools.grant(pool, 0, 1, 60);

    assertEquals(new Done(30), pools.provision(pool, new Provision(2, 30, 2)));
    assertEquals(60, reservoir().configured());
    assertEquals(new Done(30), pools.provision(pool, new Provision(2, 30, 2)));

    var back = pools.giveBack(pool, 0, seen(0), new Share.Most(40));
    assertEquals(0, pools.takeBack(pool, 0, back));
    assertEquals(
        new Reservoir(30, 30, 10, 20, 2, 3, List.of(new Dealings(1, 60, 1), new Dealings(0, 0, 0))),
        reservoir());
  }

  @Test
  void raisingAfterLoweringGivesOnlyWhatIsMissing() throws StoreFailure {
    supply(100);

    assertEquals(new Done(90), pools.provision(pool, new Provision(2, 10, 1)));
    assertEquals(new Done(0), pools.provision(pool, new Provision(3, 120, 1)));

    assertEquals(120, reservoir().configured());
    assertEquals(20, reservoir().free());
  }

  private void supply(long units) throws StoreFailure {
    pools.provision(pool, new Provision(1, units, 1));
    pools.lease(pool, 0, 1, 1);
    pools.grant(pool, 0, 1, units);
  }

  private Reservoir reservoir() throws StoreFailure {
    return pools.reservoir(pool).orElseThrow();
  }

  private Dealings seen(int bucket) throws StoreFailure {
    return reservoir().dealings().get(bucket);
  }

  private static void assertBroken(Step step) {
    var failure = assertThrows(StoreFailure.class, step::take);
    assertEquals(StoreFailure.Effect.BROKEN, failure.effect());
  }

  /// A step of a store.
  private interface Step {
    void take() throws StoreFailure;
  }
}
