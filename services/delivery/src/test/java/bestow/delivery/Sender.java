package bestow.delivery;

import bestow.delivery.OrderStore.Written;
import java.util.Optional;

/// One click on its way through delivery, one small step at a time, as the service does it: work
/// out the next record, write it over the known one, send, work out, write. It may stand still or
/// vanish between any two of them.
final class Sender {

  enum Pace {
    GOES_ON,
    ENDED
  }

  private enum At {
    BEGIN,
    WRITE,
    SEND,
    ASK,
    WAIT
  }

  private final World world;
  private final int instance;
  private final String token;
  private final long sendByNanos;
  private boolean frozen;
  private Optional<Order> known = Optional.empty();
  private At at = At.BEGIN;
  private Event event;
  private Step step;

  Sender(World world, int instance) {
    this.world = world;
    this.instance = instance;
    this.token = world.token();
    this.event = begin(Event.Holder.UNKNOWN);
    this.sendByNanos = world.ticker.nanos() + ModelTerms.SEND_WITHIN_MILLIS * 1_000_000L;
    this.step = OrderRules.advance(known, event, 0);
  }

  /// Stands still, or goes on after having stood still.
  void freeze() {
    frozen = !frozen;
  }

  Pace proceed() {
    if (frozen) {
      return Pace.GOES_ON;
    }
    return switch (at) {
      case BEGIN -> work();
      case WRITE -> write();
      case SEND -> send();
      case ASK -> ask();
      case WAIT -> Pace.ENDED;
    };
  }

  private Pace work() {
    if (event instanceof Event.Begin && known.isPresent()) {
      event = begin(settling().holder(known.get(), world.terms));
    }
    step = OrderRules.advance(known, event, world.now(instance));
    if (step instanceof Step.Send && world.shortcut == World.Shortcut.NO_WRITE_AHEAD) {
      known = Optional.of(step.order());
      at = At.SEND;
      return Pace.GOES_ON;
    }
    if (known.equals(Optional.of(step.order()))) {
      return decided();
    }
    at = At.WRITE;
    return Pace.GOES_ON;
  }

  private Pace write() {
    var expected = world.shortcut == World.Shortcut.NO_COMPARE ? world.order() : known;
    if (world.store.write(expected, step.order()) instanceof Written.Other(var other)) {
      known = other;
      at = At.BEGIN;
      return Pace.GOES_ON;
    }
    known = Optional.of(step.order());
    if (event instanceof Event.Unclear unclear && step.order().doubt() == unclear.attempt()) {
      settling().ended(step.order(), unclear.terms());
    }
    return decided();
  }

  private Pace decided() {
    return switch (step) {
      case Step.Send(_) -> {
        at = At.SEND;
        yield Pace.GOES_ON;
      }
      case Step.Ask(_) -> {
        at = At.ASK;
        yield Pace.GOES_ON;
      }
      case Step.Revoke(var order) -> throw new AssertionError("nobody wants it back: " + order);
      case Step.Stand(var order) -> {
        if (event instanceof Event.NeverHeard && order.doubt() == 0 && !order.isFinal()) {
          event = begin(Event.Holder.UNKNOWN);
          at = At.BEGIN;
          yield Pace.GOES_ON;
        }
        yield Pace.ENDED;
      }
    };
  }

  private Pace send() {
    int attempt = step.order().attempt();
    var end = new Attempt.End("read", 0);
    if (world.ticker.nanos() - sendByNanos > 0 && world.shortcut != World.Shortcut.NO_SEND_BY) {
      return happened(new Event.NotDone(attempt, Attempt.Outcome.NOT_SENT, world.terms, end));
    }
    var earlier = earlier();
    return happened(
        switch (world.provider.deliver()) {
          case DELIVERED -> new Event.Delivered(attempt, "r", end);
          case REFUSED -> new Event.Refused(attempt, "not-eligible", earlier, world.terms, end);
          case NOT_SENT -> new Event.NotDone(attempt, Attempt.Outcome.NOT_SENT, world.terms, end);
          case NO_ANSWER, NEVER_HEARD -> new Event.Unclear(attempt, world.terms, end);
        });
  }

  private Pace ask() {
    int attempt = step.order().attempt();
    var earlier = earlier();
    return switch (world.provider.ask()) {
      case DELIVERED -> happened(new Event.Delivered(attempt, "r", Attempt.End.NONE));
      case NEVER_HEARD -> happened(new Event.NeverHeard(attempt, earlier));
      case NO_ANSWER, NOT_SENT, REFUSED -> Pace.ENDED;
    };
  }

  private Event.Earlier earlier() {
    var believing =
        world.shortcut == World.Shortcut.NO_SETTLING
            || world.shortcut == World.Shortcut.REFUSES_EARLY;
    return believing ? Event.Earlier.SETTLED : settling().earlier(step.order(), world.terms);
  }

  private Pace happened(Event what) {
    event = what;
    at = At.BEGIN;
    return Pace.GOES_ON;
  }

  private Event begin(Event.Holder holder) {
    return new Event.Begin(World.NUMBER, World.ASKED, token, holder, world.terms);
  }

  private Settling settling() {
    return world.instances.get(instance);
  }
}
