package bestow.sandbox;

import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The provider's own doors: deliver, ask, revoke. Each request meets its fate before anything is
/// done.
final class GiftDoors {

  private static final Codec<GiftRequest> REQUEST = Json.codec(GiftRequest.class);
  private static final Codec<GiftAnswer> ANSWER = Json.codec(GiftAnswer.class);
  private static final byte[] GARBAGE =
      "\u0000\u0001 this is no answer \r\r\n\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  private final Ledger ledger;
  private final Pause pause;
  private final Manners manners;
  private volatile Dice dice = new Dice(Faults.NONE);

  GiftDoors(Ledger ledger, Pause pause, Manners manners) {
    this.ledger = ledger;
    this.pause = pause;
    this.manners = manners;
  }

  /// How it misbehaves.
  Faults faults() {
    return dice.faults();
  }

  /// Misbehaves otherwise from the next request on.
  void misbehave(Faults faults) {
    dice = new Dice(faults);
  }

  /// `POST /gifts`.
  HttpAnswer deliver(HttpRequest request) throws RequestRefusedException, IOException {
    return meet(request, () -> give(request));
  }

  /// `GET /gifts/{order}`.
  HttpAnswer ask(HttpRequest request, String order) throws RequestRefusedException, IOException {
    return meet(
        request,
        () -> ledger.find(order).map(known -> answer(200, known)).orElseGet(() -> unknown(order)));
  }

  /// `DELETE /gifts/{order}`.
  HttpAnswer revoke(HttpRequest request, String order) throws RequestRefusedException, IOException {
    return meet(request, () -> answer(200, ledger.revoke(order), order));
  }

  private HttpAnswer meet(HttpRequest request, Door door)
      throws RequestRefusedException, IOException {
    var fate = dice.next();
    if (!pause.passed(fate.latencyMillis())) {
      return new HttpAnswer.Close();
    }
    if (fate.fault().isEmpty()) {
      return door.open();
    }
    return switch (fate.fault().get()) {
      case READ_STALL -> {
        var _ = pause.passed(fate.number());
        yield new HttpAnswer.Close();
      }
      case ERROR ->
          HttpAnswer.problem(
              fate.number(), "broken", "Broken", "the provider was told to fail, nothing was done");
      case RESET -> new HttpAnswer.Reset();
      case REFUSE -> {
        if (!request.method().equals("POST")) {
          yield door.open();
        }
        var _ = asked(request);
        yield HttpAnswer.problem(
            fate.number(), "refused", "Refused", "the provider was told to refuse this gift");
      }
      case LATE_SUCCESS -> {
        // What the client sent is read first: it may hang up while it waits, and gets it all the
        // same.
        if (request.method().equals("POST")) {
          var _ = asked(request);
        }
        yield pause.passed(fate.number()) ? door.open() : new HttpAnswer.Close();
      }
      case LOST_ANSWER -> {
        var _ = door.open();
        yield new HttpAnswer.Reset();
      }
      case GARBAGE -> {
        var _ = door.open();
        yield new HttpAnswer.Garbage(GARBAGE);
      }
      case LATENCY, CONNECT_REFUSAL -> door.open();
    };
  }

  private HttpAnswer give(HttpRequest request) throws RequestRefusedException, IOException {
    var asked = asked(request);
    var recorded =
        switch (manners.orders()) {
          case HONOURED -> ledger.deliverOnce(asked);
          case IGNORED -> ledger.deliverAgain(asked);
        };
    return answer(manners.repeatStatus(), recorded, asked.order());
  }

  private static GiftRequest asked(HttpRequest request)
      throws RequestRefusedException, IOException {
    try {
      return REQUEST.read(request.json());
    } catch (MalformedJsonException e) {
      throw new RequestRefusedException(422, "invalid", "Invalid", String.valueOf(e.getMessage()));
    }
  }

  private static HttpAnswer answer(int repeatStatus, Recorded recorded, String order) {
    return switch (recorded) {
      case Recorded.Fresh(var entry) ->
          HttpAnswer.json(
              200,
              ANSWER.write(new GiftAnswer(entry.order(), entry.receipt(), Entry.DELIVERED, false)));
      case Recorded.Known(var known) -> answer(repeatStatus, known);
      case Recorded.Absent() -> unknown(order);
      case Recorded.Limited() ->
          HttpAnswer.problem(
              422, "limit-reached", "Limit reached", "the user has as many of it as they may have");
      case Recorded.Failed(var why) ->
          HttpAnswer.problem(500, "ledger-failed", "Ledger failed", why);
    };
  }

  private static HttpAnswer answer(int status, LedgerIndex.Known known) {
    var state = known.revoked() ? Entry.REVOKED : Entry.DELIVERED;
    return HttpAnswer.json(
        status,
        ANSWER.write(new GiftAnswer(known.entry().order(), known.entry().receipt(), state, true)));
  }

  private static HttpAnswer unknown(String order) {
    return HttpAnswer.problem(
        404, "unknown-order", "Unknown order", "order " + order + " was never delivered here");
  }

  private interface Door {
    HttpAnswer open() throws RequestRefusedException, IOException;
  }

  /// How the provider treats its clients.
  ///
  /// @param orders whether the same order number is delivered once
  /// @param repeatStatus what a repeated order is answered with: 200 or 409
  record Manners(Orders orders, int repeatStatus) {

    /// What an order number means to it.
    enum Orders {
      HONOURED,
      IGNORED
    }
  }
}
