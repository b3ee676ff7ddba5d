package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.wire.config.Lane;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TemplateTest {

  @Test
  void eachPlaceIsFilled() {
    var order = order("alice");

    assertEquals(
        "{\"o\":\""
            + order.number()
            + "\",\"u\":\"alice\",\"g\":\"vip-day\",\"c\":\"spring\",\"q\":1}",
        json(
            "{\"o\":\"${order}\",\"u\":\"${user}\",\"g\":\"${gift}\",\"c\":\"${campaign}\",\"q\":${quantity}}",
            order));
  }

  @Test
  void aTextWithoutPlacesStaysAsItIs() {
    assertEquals("{}", json("{}", order("alice")));
    assertEquals("", json("", order("alice")));
    assertEquals("alicealice", json("${user}${user}", order("alice")));
  }

  @Test
  void nothingThatAUserIsCalledBreaksOutOfAJsonString() {
    assertEquals(
        "{\"u\":\"a\\\"b\\\\c\\u000ad\\u0000\u00e9\"}",
        json("{\"u\":\"${user}\"}", order("a\"b\\c\nd\u0000\u00e9")));
    assertEquals("{\"u\":\"${order}\"}", json("{\"u\":\"${user}\"}", order("${order}")));
  }

  @Test
  void nothingThatAUserIsCalledBreaksOutOfAHeader() {
    assertEquals(
        "u=a%0d%0ab%20%c3%a9%25", Template.of("u=${user}").header(order("a\r\nb \u00e9%")));
  }

  @Test
  void aPlaceThatNoOrderHasIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Template.of("${phone}"));
    assertThrows(IllegalArgumentException.class, () -> Template.of("${user"));
    assertThrows(IllegalArgumentException.class, () -> Template.of("${}"));
  }

  private static String json(String template, Order order) {
    return new String(Template.of(template).json(order), StandardCharsets.UTF_8);
  }

  private static Order order(String user) {
    var begin =
        new Event.Begin(
            Samples.number(),
            new Asked(user, "spring", "vip-day", 1, "sandbox@1", Lane.FAST, 1L),
            "t-1",
            Event.Holder.UNKNOWN,
            ModelTerms.of(Terms.Kind.SAME_NUMBER));
    return OrderRules.advance(Optional.empty(), begin, 1).order();
  }
}
