package bestow.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.gateway.ClaimRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.quota.StockRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecTest {
  private final Codec<ClaimRequest> claims = Json.codec(ClaimRequest.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "null",
        "true",
        "5",
        "\"x\"",
        "{}",
        "{\"campaign\":\"c\"}",
        "{\"campaign\":\"c\",\"gift\":null}",
        "{\"campaign\":\"\",\"gift\":\"g\"}",
        "{\"campaign\":5,\"gift\":\"g\"}",
        "{\"campaign\":{},\"gift\":\"g\"}",
        "{\"campaign\":[\"c\"],\"gift\":\"g\"}",
        "{\"campaign\":\"c\",\"gift\":\"g\"}x",
        "{\"campaign\":\"c\",\"gift\":\"g\"}{}",
        "{\"campaign\":\"c\",\"gift\":\"g\"",
        "{\"campaign\":\"c\" \"gift\":\"g\"}",
        "{,\"campaign\":\"c\",\"gift\":\"g\"}",
        "{\"campaign\":\"c\",,\"gift\":\"g\"}",
        "{\"campaign\":\"c\",\"gift\":\"g\",}",
        "{\"campaign\":,\"gift\":\"g\"}",
        "{\"campaign\":\"c\",\"gift\":\"g\",\"x\":[,1]}",
        "{campaign:\"c\",gift:\"g\"}",
        "{'campaign':'c','gift':'g'}",
        "{\"campaign\":\"c\u0000\",\"gift\":\"g\"}",
        "{\"campaign\":\"c\n\",\"gift\":\"g\"}",
        "{\"campaign\":\"c\\u12\",\"gift\":\"g\"}",
        "{\"campaign\":\"c\\q\",\"gift\":\"g\"}",
        "{\"campaign\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"gift\":\"g\"}",
        "\uFEFF{\"campaign\":\"c\",\"gift\":\"g\"}",
        "<claim/>"
      })
  void whatIsNotTheRecordIsRefusedWithASentence(String json) {
    MalformedJsonException refused =
        assertThrows(MalformedJsonException.class, () -> claims.read(bytes(json)));

    String sentence = String.valueOf(refused.getMessage());
    assertFalse(sentence.isBlank());
    assertFalse(sentence.contains("bestow."), sentence);
    assertFalse(sentence.contains("Exception"), sentence);
    assertTrue(sentence.length() <= 300, sentence);
  }

  @Test
  void invalidUtf8IsRefusedOrReplacedButNeverBreaksTheReader() {
    byte[] json = bytes("{\"campaign\":\"c?\",\"gift\":\"g\"}");
    json[14] = (byte) 0xC3;

    assertThrows(MalformedJsonException.class, () -> claims.read(json));
  }

  @Test
  void nestingIsRefusedBeforeItCanEndTheStack() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    MalformedJsonException refused =
        assertThrows(MalformedJsonException.class, () -> claims.read(bytes(deep)));

    assertEquals("nested deeper than 16 at byte 20", refused.getMessage());
  }

  @Test
  void membersThatANewerSenderAddedArePassedOver() throws MalformedJsonException {
    String newer = "{\"campaign\":\"c\",\"price\":{\"a\":[1,2]},\"gift\":\"g\"}";

    assertEquals(new ClaimRequest("c", "g"), claims.read(bytes(newer)));
  }

  @Test
  void aReplyOfAnUnknownKindIsRefused() {
    Codec<HoldReply> replies = Json.codec(HoldReply.class);

    assertThrows(MalformedJsonException.class, () -> replies.read(bytes("{\"reply\":\"new\"}")));
    assertThrows(MalformedJsonException.class, () -> replies.read(bytes("{\"order\":\"o\"}")));
  }

  @Test
  void aWordThatIsNoneOfTheKnownIsRefused() {
    Codec<SettleRequest> settles = Json.codec(SettleRequest.class);
    String json = "{\"orders\":[{\"order\":\"o\",\"end\":\"forget\"}]}";

    assertThrows(MalformedJsonException.class, () -> settles.read(bytes(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967297",
        "-4294967295",
        "2147483648",
        "18446744073709551617",
        "1000000000000000000",
        "1.5",
        "1e3",
        "\"\"",
        "null"
      })
  void aNumberBeyondItsRangeIsRefusedAndNeverTakenForAnother(String number) {
    Codec<StockRequest> requests = Json.codec(StockRequest.class);
    String json = "{\"campaign\":\"c\",\"gift\":\"g\",\"buckets\":" + number + "}";

    assertThrows(MalformedJsonException.class, () -> requests.read(bytes(json)), number);
  }

  @Test
  void theLargestNumbersAreReadAsTheyAre() throws MalformedJsonException {
    Codec<HoldReply> replies = Json.codec(HoldReply.class);

    assertEquals(
        new HoldReply.LimitReached(Integer.MAX_VALUE),
        replies.read(bytes("{\"reply\":\"limit-reached\",\"limit\":2147483647}")));
    assertEquals(
        new HoldReply.DailyGone(999_999_999_999_999_999L),
        replies.read(bytes("{\"reply\":\"daily-gone\",\"retryAfterSeconds\":999999999999999999}")));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
