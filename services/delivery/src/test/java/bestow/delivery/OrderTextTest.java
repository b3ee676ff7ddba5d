package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class OrderTextTest {

  private static final List<OrderState> STATES = List.of(OrderState.values());
  private static final List<Attempt.Outcome> OUTCOMES = List.of(Attempt.Outcome.values());

  @Test
  void everyOrderIsReadAsItWasWritten() {
    Seeded.check(
        300,
        random -> {
          var order = order(random);

          assertEquals(order, OrderText.read(order.number(), OrderText.write(order)));
        });
  }

  @Test
  void aRecordFromBeforeAnybodyWroteDownByWhomIsReadAndWrittenAgainToTheLetter()
      throws DamagedRecordException {
    var order = OrderText.read(Samples.EARLIER, Samples.EARLIER_TEXT);

    assertEquals(Past.UNKNOWN, order.past());
    assertEquals(Hand.UNKNOWN, order.notes().getFirst().hand());
    assertEquals(1, order.attempts().size());
    assertEquals(Samples.EARLIER_TEXT, OrderText.write(order));
  }

  @Test
  void noChangedCharacterGoesUnnoticed() {
    Seeded.check(
        5,
        random -> {
          var order = order(random);
          var text = OrderText.write(order);
          for (int at = 0; at < text.length(); at++) {
            var damaged = new StringBuilder(text);
            damaged.setCharAt(at, (char) (text.charAt(at) ^ 1));
            assertDamaged(order.number(), damaged.toString());
          }
        });
  }

  @Test
  void noCutOffRecordGoesUnnoticed() {
    Seeded.check(
        5,
        random -> {
          var order = order(random);
          var text = OrderText.write(order);
          for (int length = 0; length < text.length(); length++) {
            assertDamaged(order.number(), text.substring(0, length));
          }
        });
  }

  @Test
  void theRecordOfAnotherOrderIsNotBelieved() {
    Seeded.check(5, random -> assertDamaged(Samples.number(), OrderText.write(order(random))));
  }

  @Test
  void aRecordBeginsWithATagThatDiffersFromEveryOtherVersion() {
    Seeded.check(
        100,
        random -> {
          var order = order(random);
          var next = new Change(order).version(order.version() + 1).order();
          var other = new Change(order).doubt(0).attempt(99, order.attempts()).order();

          assertTrue(OrderText.write(order).startsWith(OrderText.tag(order)));
          assertTrue(!OrderText.write(next).startsWith(OrderText.tag(order)));
          assertTrue(!OrderText.write(other).startsWith(OrderText.tag(order)));
        });
  }

  @Test
  void aRecordStaysSmallHoweverOftenItWasTried() {
    var order =
        ((Step.Send)
                OrderRules.advance(
                    Optional.empty(),
                    Samples.begin(Samples.number(), "t-0", Terms.Kind.SAME_NUMBER),
                    0))
            .order();
    for (int i = 1; i < 200; i++) {
      var again =
          Samples.begin(
              order.number(), "delivery-10.0.0.7-8105/lx2k9v3a/" + i, Terms.Kind.SAME_NUMBER);
      order = OrderRules.advance(Optional.of(order), again, i * 100_000L).order();
    }

    assertEquals(200, order.attempt());
    assertEquals(Order.ATTEMPTS_MAX, order.attempts().size());
    assertTrue(OrderText.write(order).length() < 2048, OrderText.write(order));
  }

  private static void assertDamaged(OrderNumber number, String text) {
    assertThrows(DamagedRecordException.class, () -> OrderText.read(number, text), text);
  }

  private static Order order(RandomGenerator random) {
    int attempts = random.nextInt(Order.ATTEMPTS_MAX + 1);
    var all = new ArrayList<Attempt>();
    for (int i = 1; i <= attempts; i++) {
      all.add(
          new Attempt(
              i,
              "delivery-" + random.nextInt(1000) + "/" + i,
              random.nextBoolean() ? "4bf92f3577b34da6a3ce929d0e0e4736" : "",
              random.nextLong(2_000_000_000_000L),
              random.nextLong(2_000_000_000_000L),
              random.nextBoolean() ? "read" : "",
              random.nextInt(600),
              OUTCOMES.get(random.nextInt(OUTCOMES.size()))));
    }
    return new Order(
        Samples.number(),
        new Asked(
            text(random),
            text(random),
            text(random),
            random.nextInt(1000),
            text(random),
            Lane.FAST,
            7L,
            part(random)),
        1 + random.nextLong(1000),
        STATES.get(random.nextInt(STATES.size())),
        attempts,
        random.nextInt(attempts + 1),
        new Order.Risks(random.nextInt(9), random.nextInt(9)),
        new Order.Answer(text(random), text(random)),
        text(random),
        random.nextLong(2_000_000_000_000L),
        random.nextLong(2_000_000_000_000L),
        random.nextLong(2_000_000_000_000L),
        all,
        notes(random),
        past(random));
  }

  private static List<Note> notes(RandomGenerator random) {
    var notes = new ArrayList<Note>();
    for (int i = random.nextInt(Order.NOTES_MAX + 1); i > 0; i--) {
      // A line feed in what a person writes becomes a blank.
      var why = text(random).replace('\n', ' ');
      notes.add(
          new Note(
              random.nextLong(2_000_000_000_000L),
              "resent",
              "ann",
              why,
              link(random),
              hand(random)));
    }
    return notes;
  }

  private static String link(RandomGenerator random) {
    return random.nextBoolean() ? "" : Samples.number().value();
  }

  private static Past past(RandomGenerator random) {
    var accepted = hand(random);
    return random.nextInt(3) == 0
        ? Past.UNKNOWN
        : new Past(accepted, random.nextBoolean() ? accepted : hand(random), random.nextInt(9));
  }

  private static Hand hand(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> Hand.UNKNOWN;
      case 1 -> new Hand("delivery-" + random.nextInt(1000), "", "");
      default -> new Hand("delivery-1", "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    };
  }

  private static PartOf part(RandomGenerator random) {
    var roles = PartOf.Role.values();
    return random.nextBoolean()
        ? PartOf.NONE
        : new PartOf(Samples.number().value(), roles[random.nextInt(roles.length)]);
  }

  private static String text(RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append("a%\t\n\u0000\u007f\u00e4\u8c22\"\\ ,;".charAt(random.nextInt(13)));
    }
    return text.toString();
  }
}
