package bestow.delivery;

/// Something that happens to an order.
sealed interface Event {

  /// Somebody wants it delivered and would send it now.
  ///
  /// @param number the order
  /// @param asked what it is for, as the campaign has it now
  /// @param token names the attempt that would begin; the same token again gets the same answer
  /// @param holder what is known of whoever has an attempt under way
  /// @param terms the provider's
  /// @param gate whether an order that was tried before may be tried again now
  /// @param others how many attempts of the user's other orders of the gift may have delivered
  /// @param trace the trace that it is seen in; empty where it is not traced
  record Begin(
      OrderNumber number,
      Asked asked,
      String token,
      Holder holder,
      Terms terms,
      Gate gate,
      int others,
      String trace)
      implements Event {

    /// Where it may be tried again, and nothing is known of other orders: whoever writes it down
    /// finds out.
    Begin(OrderNumber number, Asked asked, String token, Holder holder, Terms terms) {
      this(number, asked, token, holder, terms, Gate.OPEN, 0, "");
    }

    /// The same with what is known of the holder.
    Begin held(Holder known) {
      return new Begin(number, asked, token, known, terms, gate, others, trace);
    }

    /// The same through that gate.
    Begin through(Gate which) {
      return new Begin(number, asked, token, holder, terms, which, others, trace);
    }

    /// The same with what is known of the user's other orders of the gift.
    Begin besides(int known) {
      return new Begin(number, asked, token, holder, terms, gate, known, trace);
    }

    /// The same, seen in that trace.
    Begin traced(String id) {
      return new Begin(number, asked, token, holder, terms, gate, others, id);
    }
  }

  /// The provider says that it delivered: in answer to an attempt, or because it was asked.
  ///
  /// @param attempt the attempt that was answered, or the newest one when it was asked
  /// @param receipt the provider's word
  record Delivered(int attempt, String receipt, Attempt.End end) implements Event {}

  /// The provider refused an attempt for good.
  ///
  /// @param reason a stable code
  /// @param earlier whether earlier attempts may still land
  /// @param terms the provider's
  record Refused(int attempt, String reason, Earlier earlier, Terms terms, Attempt.End end)
      implements Event {}

  /// Nothing can have come of an attempt.
  ///
  /// @param how [Attempt.Outcome#NOT_SENT] or [Attempt.Outcome#RETRY_LATER]
  /// @param terms the provider's
  record NotDone(int attempt, Attempt.Outcome how, Terms terms, Attempt.End end) implements Event {}

  /// Bytes of an attempt went out and no usable answer came.
  ///
  /// @param terms the provider's
  record Unclear(int attempt, Terms terms, Attempt.End end) implements Event {}

  /// The provider was asked and never heard of it.
  ///
  /// @param attempt the newest attempt when it was asked
  /// @param earlier whether attempts may still land
  record NeverHeard(int attempt, Earlier earlier) implements Event {}

  /// Whoever looked at it because it was due can do nothing for it now: nobody delivers its gift.
  ///
  /// @param deadMillis how long after its promise a person has to look
  record Later(long deadMillis) implements Event {}

  /// A person wants a dead letter tried again, under the same number.
  ///
  /// @param by who
  /// @param why in their words
  record Resend(String by, String why) implements Event {}

  /// A person wants an order sent once more, under the same number, that is held to be delivered.
  ///
  /// @param begin the attempt that it would be, at who delivers its gift now
  /// @param by who
  /// @param why in their words
  record Dispute(Begin begin, String by, String why) implements Event {}

  /// What its provider said when a person had an order sent once more.
  ///
  /// @param attempt which it answered; 0 where the provider was only asked
  record Told(int attempt, Verdict verdict) implements Event {}

  /// A person gives the gift of another order once more.
  ///
  /// @param number the new order
  /// @param asked what it is for
  /// @param of the order that it makes good
  /// @param by who
  /// @param why in their words
  record MakeGood(OrderNumber number, Asked asked, OrderNumber of, String by, String why)
      implements Event {}

  /// Another order makes it good.
  ///
  /// @param order which
  /// @param by who gave it
  /// @param why in their words
  record MadeGood(OrderNumber order, String by, String why) implements Event {}

  /// A person gives a dead letter up.
  ///
  /// @param by who
  /// @param why in their words
  record GiveUp(String by, String why) implements Event {}

  /// A person wants a delivered order taken back.
  ///
  /// @param by who
  /// @param why in their words
  record Revoke(String by, String why) implements Event {}

  /// The provider says that it took the order back, or that there is nothing to take back.
  record Revoked() implements Event {}

  /// The provider will not take the order back.
  ///
  /// @param reason a stable code
  record RevokeRefused(String reason) implements Event {}

  /// It is to be delivered, by whoever finds it due: nothing where it is known already.
  ///
  /// @param number the order
  /// @param asked what it is for
  record Accept(OrderNumber number, Asked asked) implements Event {}

  /// Its bundle lets it be delivered, by whoever finds it due.
  record Go() implements Event {}

  /// Its bundle is not given after all.
  ///
  /// @param bundle the bundle's number; an order of another one stays as it is
  record Undo(OrderNumber bundle) implements Event {}

  /// It is never to be delivered: nothing where it is known already.
  ///
  /// @param number the order
  /// @param asked what it is for, as far as it is known
  record Forbid(OrderNumber number, Asked asked) implements Event {}

  /// What is known of whoever has an attempt under way.
  enum Holder {
    /// It has had it for longer than its lease, by the ticker of whoever watched.
    GONE,
    /// Nothing: the lease's end decides, by the clocks as they are.
    UNKNOWN
  }

  /// Whether most calls to a provider come to something that is known.
  enum Gate {
    /// They do, or too few were made to tell: what was tried before may be tried again.
    OPEN,
    /// They don't: nothing is tried again.
    SHUT
  }

  /// Whether attempts in doubt may still land: never guessed from another machine's clock.
  enum Earlier {
    /// Nothing of them can land any more.
    SETTLED,
    /// They may.
    OPEN
  }
}
