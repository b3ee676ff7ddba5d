package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.wire.config.Period;
import bestow.wire.quota.SettleRequest.End;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What the stores tell of claims that they are not to hold.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class LacksTest {
  private final Stores stores;

  LacksTest(Stores stores) {
    this.stores = stores;
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis(), Stores.cluster());
  }

  @Test
  void whatAClaimWouldLackIsWhatItsHoldLacks() throws StoreFailure {
    var claims = Claims.fresh().stock(1, 1, 1L, 1).perUser(2, Period.CAMPAIGN);
    var empty = assertInstanceOf(Holding.Empty.class, stores.quota().hold(claims.taking()));
    assertEquals(empty.lacks(), stores.quota().lacks(claims.taking()));
    stores.supplied(claims);
    assertEquals(List.of(), stores.quota().lacks(claims.taking()));

    var held =
        assertInstanceOf(Holding.Held.class, stores.quota().hold(claims.keyed("k").taking()));

    assertEquals(List.of(), stores.quota().lacks(claims.taking()), "it is open");
    stores.quota().settle(held.order(), End.CONFIRM);
    assertEquals(List.of(), stores.quota().lacks(claims.keyed("k").taking()), "the key has it");
    var limited = claims.perUser(1, Period.CAMPAIGN).taking();
    assertEquals(List.of(), stores.quota().lacks(limited), "they have all they may");
    assertEquals(2, stores.quota().lacks(claims.taking()).size());
  }
}
