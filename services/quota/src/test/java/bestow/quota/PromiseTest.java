package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What both stores keep of promises.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class PromiseTest {
  private final Stores stores;

  PromiseTest(Stores stores) {
    this.stores = stores;
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis(), Stores.cluster());
  }

  @Test
  void aPromiseIsNotedOnceAndKeptUntilTheEnd() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);

    assertEquals(Optional.of(7_000L), stores.quota().promise(order, 7_000));
    assertEquals(Optional.of(7_000L), stores.quota().promise(order, 9_000));

    var record = stores.quota().order(order).orElseThrow();
    assertEquals(HoldState.HELD, record.state());
    assertEquals(7_000, record.promisedBy());
    assertEquals(new Holding.Repeated(order), stores.quota().hold(claims.taking()));
    assertEquals(7_000, asked(order).promisedBy());
    assertInstanceOf(Settling.Settled.class, stores.quota().settle(order, End.CONFIRM));
    assertEquals(0, stores.quota().order(order).orElseThrow().promisedBy());
    assertEquals(Optional.of(9_000L), stores.quota().promise(order, 9_000));
    assertEquals(Stores.bucket(9, 0, 1), stores.figures(claims));
  }

  @Test
  void whatIsAskedAboutCanNoLongerBePromised() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);

    assertEquals(0, asked(order).promisedBy());

    assertEquals(Optional.empty(), stores.quota().promise(order, 7_000));
    assertEquals(0, stores.quota().order(order).orElseThrow().promisedBy());
    assertEquals(HoldState.HELD, stores.quota().order(order).orElseThrow().state());
    assertEquals(0, asked(order).promisedBy());
    assertInstanceOf(Settling.Settled.class, stores.quota().settle(order, End.RELEASE));
    assertEquals(Optional.empty(), stores.quota().promise(order, 7_000));
    assertEquals(Stores.bucket(10, 0, 0), stores.figures(claims));
  }

  @Test
  void anOrderNobodyMadeIsNotPromised() throws StoreFailure {
    var number = new OrderNumber("a".repeat(24) + "7f000001");

    assertEquals(Optional.empty(), stores.quota().promise(number, 7_000));
    assertEquals(Optional.empty(), stores.quota().order(number));
  }

  private OrderRecord asked(OrderNumber order) throws StoreFailure {
    return stores.quota().due(order.shard(), Long.MAX_VALUE / 2, 10_000).orders().stream()
        .filter(one -> one.number().equals(order))
        .findFirst()
        .orElseThrow();
  }
}
