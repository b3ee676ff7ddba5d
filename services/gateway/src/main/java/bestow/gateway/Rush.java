package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.gateway.Walk.Ruled;
import bestow.mesh.Ticker;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.Outlook;
import bestow.wire.quota.OutlookReply;
import bestow.wire.quota.OutlookRequest;
import bestow.wire.reporting.Step;
import bestow.wire.session.ValidateAllReply;
import bestow.wire.session.ValidateAllRequest;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;
import java.time.Duration;
import java.util.List;

/// The many claims of a gift that is gone. They come to nothing unless their user has an order
/// already: so session and quota are asked about many of them together, and quota before security.
/// Safe for use by many threads.
final class Rush {
  private final Door<ValidateRequest, ValidateReply> session;
  private final Gathering<String, ValidateReply> sessions;
  private final Gathering<HoldRequest, Outlook> outlooks;
  private final Gone gone;
  private final Meters meters;

  /// How long things take.
  ///
  /// @param remembered for how long a gift that was gone counts as such
  /// @param gathered for how long the first of some claims waits for others
  record Times(Duration remembered, Duration gathered) {}

  Rush(Rooms rooms, Times times, Ticker ticker, Meters meters) {
    this.session = rooms.validate();
    this.sessions =
        new Gathering<>(
            tokens -> whose(rooms, tokens),
            ValidateAllRequest.TOKENS_MAX,
            times.gathered(),
            ticker);
    this.outlooks =
        new Gathering<>(
            claims -> outlooks(rooms, claims), OutlookRequest.CLAIMS_MAX, times.gathered(), ticker);
    this.gone = new Gone(ticker, times.remembered());
    this.meters = meters;
    meters.goneGifts(gone::size);
  }

  /// Asks who claims.
  Asked<ValidateReply> session(Claim claim) {
    if (isOf(claim)) {
      var told = sessions.ask(claim.token());
      if (told.isPresent()) {
        return new Got<>(told.get());
      }
    }
    return session.ask(new ValidateRequest(claim.token()));
  }

  /// Answers a claim whose gift is gone; every other one goes on.
  Walk<Ruled> outlook(Ruled ruled) {
    var claim = ruled.claim();
    if (!isOf(claim)) {
      return new Walk.On<>(ruled);
    }
    return switch (outlooks.ask(ruled.hold()).orElseGet(Outlook.Open::new)) {
      case Outlook.Open() -> new Walk.On<>(ruled);
      case Outlook.SoldOut() -> turnedAway(claim, Answers.soldOut(claim));
      case Outlook.DailyGone(long retryAfterSeconds) ->
          turnedAway(claim, Answers.dailyGone(claim, retryAfterSeconds));
    };
  }

  /// A claim has found its gift gone.
  <T> Walk<T> end(Claim claim, Answer answer) {
    gone.found(claim);
    return new Walk.Ended<>(Step.QUOTA, answer);
  }

  /// Those of a bundle are not: each of its gifts would have to be looked for.
  private boolean isOf(Claim claim) {
    return !claim.isBundle() && gone.lately(claim);
  }

  private Walk<Ruled> turnedAway(Claim claim, Answer answer) {
    meters.turnedAway();
    return end(claim, answer);
  }

  private static List<ValidateReply> whose(Rooms rooms, List<String> tokens) {
    return switch (rooms.validateAll().ask(new ValidateAllRequest(tokens))) {
      case Got<ValidateAllReply>(ValidateAllReply reply) -> reply.replies();
      case NotBegun<ValidateAllReply> _, InDoubt<ValidateAllReply> _ -> List.of();
    };
  }

  private static List<Outlook> outlooks(Rooms rooms, List<HoldRequest> claims) {
    return switch (rooms.outlook().ask(new OutlookRequest(claims))) {
      case Got<OutlookReply>(OutlookReply reply) -> reply.outlooks();
      case NotBegun<OutlookReply> _, InDoubt<OutlookReply> _ -> List.of();
    };
  }
}
