package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.mesh.Headers;
import bestow.mesh.Outcome;
import bestow.mesh.Phase;
import bestow.mesh.Trail;
import bestow.wire.config.Provider.Result;
import bestow.wire.config.Provider.ResultRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultsTest {

  private static final Results RESULTS = new Results(Samples.RESULTS);

  @Test
  void anAnswerWithAReceiptIsADelivery() {
    var verdict = RESULTS.delivered(answer(201, "{\"receipt\":\"r-1\"}"));

    assertEquals("r-1", assertInstanceOf(Verdict.Delivered.class, verdict).receipt());
    assertEquals(new Attempt.End("read", 201), verdict.end());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"receipt\":null}",
        "{\"receipt\":{\"id\":1}}",
        "{\"receipt\":[1]}",
        "[]",
        "x",
        "{\"receipt\":\"r-1\"",
        "{\"receipts\":\"r-1\"}",
        "<receipt>r-1</receipt>"
      })
  void withoutAReceiptNothingIsProven(String body) {
    assertInstanceOf(Verdict.Unclear.class, RESULTS.delivered(answer(200, body)));
  }

  @Test
  void aReceiptMayBeANumber() {
    var verdict = RESULTS.delivered(answer(200, "{\"receipt\":12345678901}"));

    assertEquals("12345678901", assertInstanceOf(Verdict.Delivered.class, verdict).receipt());
  }

  @Test
  void aVeryLongReceiptIsCutAndTheDeliveryStands() {
    var verdict = RESULTS.delivered(answer(200, "{\"receipt\":\"" + "r".repeat(5000) + "\"}"));

    assertEquals(256, assertInstanceOf(Verdict.Delivered.class, verdict).receipt().length());
  }

  @Test
  void aConflictMeansThatItWasDeliveredBefore() {
    var with = RESULTS.delivered(answer(409, "{\"receipt\":\"r-1\"}"));
    var without = RESULTS.delivered(answer(409, "whatever"));

    assertEquals("r-1", assertInstanceOf(Verdict.Delivered.class, with).receipt());
    assertEquals("", assertInstanceOf(Verdict.Delivered.class, without).receipt());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 422, 451})
  void otherErrorsOfOursAreRefusals(int status) {
    var verdict = RESULTS.delivered(answer(status, ""));

    assertEquals("not-eligible", assertInstanceOf(Verdict.Refused.class, verdict).reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429})
  void someAskUsToComeAgain(int status) {
    assertInstanceOf(Verdict.RetryLater.class, RESULTS.delivered(answer(status, "")));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 302, 500, 502, 503, 504})
  void everythingElseIsUnclear(int status) {
    assertInstanceOf(Verdict.Unclear.class, RESULTS.delivered(answer(status, "{}")));
  }

  @Test
  void whatBecameOfTheCallDecidesWhereThereIsNoAnswer() {
    var sent = trail(Phase.READ);
    var unsent = trail(Phase.CONNECT);

    assertInstanceOf(
        Verdict.NotSent.class, RESULTS.delivered(new Outcome.NotSent("no way", unsent)));
    assertInstanceOf(
        Verdict.Unclear.class, RESULTS.delivered(new Outcome.MaybeApplied("silence", sent)));
    assertInstanceOf(
        Verdict.Unclear.class, RESULTS.delivered(new Outcome.Unreadable(200, "cut off", sent)));
    assertInstanceOf(
        Verdict.Unclear.class, RESULTS.delivered(new Outcome.Refused(Optional.empty(), sent)));
  }

  @Test
  void theFirstRuleThatFitsDecides() {
    var results =
        new Results(
            List.of(
                rule(200, "code", "0", Result.DELIVERED, "id"),
                rule(200, "code", "17", Result.REFUSED, null),
                rule(200, "code", "busy", Result.RETRY_LATER, null),
                rule(200, "code", null, Result.UNCERTAIN, null),
                rule(299, null, null, Result.DELIVERED, null)));

    assertEquals(
        "7",
        assertInstanceOf(
                Verdict.Delivered.class,
                results.delivered(answer(200, "{\"code\":0,\"id\":\"7\"}")))
            .receipt());
    assertInstanceOf(Verdict.Refused.class, results.delivered(answer(200, "{\"code\":17}")));
    assertInstanceOf(
        Verdict.RetryLater.class, results.delivered(answer(200, "{\"code\":\"busy\"}")));
    assertInstanceOf(Verdict.Unclear.class, results.delivered(answer(200, "{\"code\":1}")));
    assertInstanceOf(Verdict.Delivered.class, results.delivered(answer(200, "{}")));
    assertInstanceOf(Verdict.Unclear.class, results.delivered(answer(409, "{\"code\":0}")));
  }

  @Test
  void aRefusalHasTheReasonOfItsRule() {
    var results =
        new Results(
            List.of(new ResultRule(400, 499, null, null, Result.REFUSED, "too-young", null)));

    assertEquals(
        "too-young",
        assertInstanceOf(Verdict.Refused.class, results.delivered(answer(403, ""))).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "200,{\"receipt\":\"r-1\"},Delivered",
    "200,{},Unclear",
    "404,,NeverHeard",
    "400,,Unclear",
    "429,,Unclear",
    "500,,Unclear"
  })
  void aQuestionIsAnsweredByProofOrByNeverHeard(
      int status, @Nullable String body, String expected) {
    var verdict = RESULTS.asked(answer(status, body == null ? "" : body));

    assertEquals(expected, verdict.getClass().getSimpleName());
  }

  @Test
  void aQuestionThatGotNoAnswerSaysNothing() {
    assertInstanceOf(
        Verdict.Unclear.class, RESULTS.asked(new Outcome.NotSent("no way", trail(Phase.CONNECT))));
  }

  private static ResultRule rule(
      int to,
      @Nullable String member,
      @Nullable String equal,
      Result result,
      @Nullable String receipt) {
    return new ResultRule(200, to, member, equal, result, null, receipt);
  }

  private static Outcome answer(int status, String body) {
    return new Outcome.Answered(
        status, Headers.none(), body.getBytes(StandardCharsets.UTF_8), trail(Phase.READ));
  }

  private static Trail trail(Phase phase) {
    return new Trail("sandbox", Optional.empty(), 1, phase, 100, Duration.ofMillis(3));
  }
}
