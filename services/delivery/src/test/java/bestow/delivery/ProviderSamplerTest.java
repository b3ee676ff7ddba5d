package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.RedisFindings.Index;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that answers is asked about some orders; over a real Redis and real HTTP.
final class ProviderSamplerTest {

  private static final Index COMPARED = Index.COMPARED;

  private StatementFixture on;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws StartException {
    on = StatementFixture.start(folder);
  }

  @AfterEach
  void stop() {
    on.close();
  }

  @Test
  void aProviderThatAnswersIsAskedAboutSomeOrders() throws StartException {
    on.provider(Act.answer(404, "{}"));
    var order = on.delivered(Samples.number(7), "r-1");
    on.compared(order);

    on.restart(Map.of("sample.providers", "sandbox", "sample.every", "10ms"));

    Eventually.within(
        DeliveryFixture.LIMIT,
        () ->
            on.delivery()
                .client()
                .send("GET", "/v1/reconciliation", StatementFixture.OPERATOR)
                .body()
                .contains("\"subject\":\"" + order + "\",\"kind\":\"only-ours\""),
        "it is found that the provider does not know it");
    assertTrue(
        on.peer().requests().getFirst().startsWith("GET /gifts/" + order), "it is only asked");
  }

  @Test
  void theProvidersWordEndsADeadLetterInDoubt() throws StartException {
    on.provider(Act.answer(200, "{\"receipt\":\"r-7\"}"));
    var end = new Attempt.End("read", 0);
    var doubtful =
        StatementFixture.advance(
            on.attempting(Samples.number(7)), new Event.Unclear(1, StatementFixture.terms(), end));
    var dead = on.write(DeadLetters.of(doubtful, "in-doubt", StatementFixture.BEFORE));

    on.restart(Map.of("sample.providers", "sandbox", "sample.every", "10ms"));

    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> on.delivery().order(dead, 0).body().contains("\"state\":\"delivered\""),
        "its provider's word is proof");
    assertTrue(on.peer().requests().getFirst().startsWith("GET /gifts/" + dead), "it is asked");
  }

  @Test
  void aDeadLetterOfWhichNothingCanHaveLandedIsNotAskedAbout() throws StartException {
    on.provider(Act.answer(404, "{}"));
    var end = new Attempt.End("connect", 0);
    var notSent = Attempt.Outcome.NOT_SENT;
    var waiting =
        StatementFixture.advance(
            on.attempting(Samples.number(7)),
            new Event.NotDone(1, notSent, StatementFixture.terms(), end));
    var dead = on.write(DeadLetters.of(waiting, "not-reached", StatementFixture.BEFORE));

    assertOthersAreAskedAboutAndNot(dead);
  }

  @Test
  void anOrderThatHasJustEndedIsNotAskedAbout() throws StartException {
    on.provider(Act.answer(404, "{}"));
    long now = System.currentTimeMillis();
    var young = on.delivered(Samples.number(7), "r-1", now);
    on.compared(young, now);

    assertOthersAreAskedAboutAndNot(young);
  }

  @Test
  void whoDidNotDeliverAnOrderIsNotAskedAboutIt() throws StartException {
    var before = on.delivered(Samples.number(7), "r-1");
    on.compared(before);
    on.provider(Act.answer(404, "{}"));

    assertOthersAreAskedAboutAndNot(before);
  }

  /// Of shards that the sampler comes by equally often: of one, it would take whoever is first.
  private void assertOthersAreAskedAboutAndNot(OrderNumber order) throws StartException {
    var other = on.delivered(Samples.number(order.shardIndex() + 1), "r-2");
    on.compared(other);

    on.restart(Map.of("sample.providers", "sandbox", "sample.every", "10ms"));

    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> on.peer().requests().stream().filter(one -> one.contains(other.value())).count() > 4,
        "the other one is");
    assertTrue(on.peer().requests().stream().noneMatch(one -> one.contains(order.value())));
  }

  @Test
  void onlyOrdersThatEndedAWhileAgoAreAskedAbout() throws UnansweredException {
    var order = on.delivered(Samples.number(), "r-1");
    on.compared(order);
    var found = new RedisFindings(on.redis().store(), Duration.ofDays(30));

    assertEquals(List.of(), found.sample(order.shardIndex(), COMPARED, 4, StatementFixture.BEFORE));
    assertEquals(
        1, found.sample(order.shardIndex(), COMPARED, 4, StatementFixture.BEFORE + 1).size());
  }
}
