package bestow.delivery;

import bestow.store.Script;
import java.util.List;
import java.util.stream.Stream;

/// Every script of delivery's stores.
final class Scripts {

  static final List<Script> ALL =
      Stream.of(
              RedisOrderStore.SCRIPTS,
              RedisCodeStore.SCRIPTS,
              RedisAllowance.SCRIPTS,
              RedisLedger.SCRIPTS,
              RedisFindings.SCRIPTS)
          .flatMap(List::stream)
          .toList();

  private Scripts() {}
}
