package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.gateway.Walk.Known;
import bestow.gateway.Walk.Ordered;
import bestow.gateway.Walk.Ruled;
import bestow.mesh.CallContext;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.wire.config.WhenDown;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.PromiseRequest;
import bestow.wire.quota.SettleRequest.End;
import bestow.wire.reporting.Step;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import bestow.wire.session.ValidateReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// One claim, from its user to its answer: the one place that knows the order of the rooms. Every
/// step is core; telling reporting is not, and never waits.
final class ClaimFlow {
  // Asynchronous orders are closed by the minute, others at once.
  private static final int OPEN_SECONDS = 5;

  // What delivery says of an order that nobody brought in time.
  private static final String VOID = "void";

  private final Rooms rooms;
  private final Supplier<Campaigns> campaigns;
  private final Settler settler;
  private final BundleSteps bundles;
  private final Rush rush;
  private final Reporter reporter;
  private final Times times;

  ClaimFlow(Rooms rooms, Supplier<Campaigns> campaigns, Aides aides, Times times) {
    this.rooms = rooms;
    this.campaigns = campaigns;
    this.settler = aides.settler();
    this.bundles = new BundleSteps(rooms, settler);
    this.rush = aides.rush();
    this.reporter = aides.reporter();
    this.times = times;
  }

  /// Those who look after many claims at once.
  record Aides(Rush rush, Settler settler, Reporter reporter) {}

  /// The clocks of a claim.
  ///
  /// @param clock by which a campaign's window opens and closes
  /// @param ticker by which a claim's own time runs
  /// @param claimTime how long a claim may take before it is answered
  record Times(InstantSource clock, Ticker ticker, Duration claimTime) {
    private static final Duration PROMISE_MAX = Duration.ofMillis(200);

    /// What is left of a claim's time for a promise, where its delivery is in doubt.
    Duration promiseTime() {
      var tenth = claimTime.dividedBy(10);
      return tenth.compareTo(PROMISE_MAX) < 0 ? tenth : PROMISE_MAX;
    }
  }

  /// Answers a claim, within its time.
  Answer claim(Claim claim) {
    var deadline = Deadline.in(times.claimTime(), times.ticker());
    return CallContext.current().within(deadline).call(() -> walk(claim));
  }

  /// Answers the claim that a paid order is, within the time of whoever asks: the partner says who
  /// it is and that they may.
  Answer claim(PaidOrder order) {
    var claim = order.claim();
    var at = order.countsAt(times.clock().instant());
    Walk<Known> known = new Walk.On<>(new Known(claim, order.user(), at));
    var ended =
        known
            .then(this::campaign) //  under which rules
            .then(this::quota) //     hold one for them
            .then(this::delivery); // deliver the order, and have it settled
    return answer(claim, ended);
  }

  private Answer walk(Claim claim) {
    var ruled =
        session(claim) //             who is it
            .then(this::campaign) //  under which rules
            .then(rush::outlook) //   is it gone
            .then(this::security); // may they
    var ended =
        claim.isBundle()
            ? ruled
                .then(all -> bundles.hold(all, this::quota)) // hold one of each for them
                .then(bundles::deliver) //  deliver all or none, and have it settled
            : ruled
                .then(this::quota) //       hold one for them
                .then(this::delivery); //   deliver the order, and have it settled
    return answer(claim, ended);
  }

  private Answer answer(Claim claim, Walk<Answer> ended) {
    return switch (ended) {
      case Walk.On<Answer>(Answer answer) -> told(claim, Step.DELIVERY, answer);
      case Walk.Ended<Answer>(Step at, Answer answer) -> told(claim, at, answer);
    };
  }

  private Walk<Known> session(Claim claim) {
    return switch (rush.session(claim)) {
      case Got<ValidateReply>(ValidateReply.Valid(String user)) ->
          new Walk.On<>(new Known(claim, user, times.clock().instant()));
      case Got<ValidateReply>(ValidateReply.Unknown()) ->
          no(
              Step.SESSION,
              Refusal.SESSION_INVALID,
              "the session is unknown or over; sign in again");
      case NotBegun<ValidateReply> _, InDoubt<ValidateReply> _ ->
          unavailable(Step.SESSION, "who you are can't be checked right now");
    };
  }

  private Walk<Ruled> campaign(Known known) {
    var claim = known.claim();
    var published = campaigns.get();
    if (published.campaign(claim.campaign()).isEmpty()) {
      return no(
          Step.CAMPAIGN, Refusal.UNKNOWN_CAMPAIGN, "no campaign " + claim.campaign() + " is on");
    }
    var offers = published.offers(claim);
    if (offers.isEmpty()) {
      var refusal = claim.isBundle() ? Refusal.UNKNOWN_BUNDLE : Refusal.UNKNOWN_GIFT;
      var no = claim.isBundle() ? " offers no bundle " : " offers no gift ";
      return no(Step.CAMPAIGN, refusal, claim.campaign() + no + claim.what());
    }
    var offer = offers.getFirst();
    if (known.at().isBefore(offer.from())) {
      return no(
          Step.CAMPAIGN, Refusal.NOT_STARTED, claim.campaign() + " starts at " + offer.from());
    }
    if (!known.at().isBefore(offer.to())) {
      return no(Step.CAMPAIGN, Refusal.CAMPAIGN_OVER, claim.campaign() + " ended at " + offer.to());
    }
    if (claim.partner() == null && offers.stream().anyMatch(each -> each.gift().paid())) {
      return no(
          Step.CAMPAIGN, Refusal.PAID_ONLY, claim.what() + " is given for a paid order alone");
    }
    return new Walk.On<>(new Ruled(claim, known.user(), offers));
  }

  private Walk<Ruled> security(Ruled ruled) {
    var claim = ruled.claim();
    var limits = ruled.offer().security();
    var request =
        new VerdictRequest(
            ruled.user(), claim.ip(), claim.device(), claim.campaign(), limits.thresholds());
    return switch (rooms.verdict().ask(request)) {
      case Got<Verdict>(Verdict.Allowed()) -> new Walk.On<>(ruled);
      case Got<Verdict>(Verdict.Refused _) ->
          no(Step.SECURITY, Refusal.RISK_REFUSED, "this claim is refused");
      case Got<Verdict>(Verdict.Challenged _) ->
          no(Step.SECURITY, Refusal.RISK_REFUSED, "prove that you are a person, then claim again");
      case Got<Verdict>(Verdict.TooMany(var dimension, int retryAfterSeconds)) ->
          new Walk.Ended<>(
              Step.SECURITY,
              new Answer.No(
                  Refusal.TOO_MANY_REQUESTS,
                  "too many claims by this " + dimension.word(),
                  retryAfterSeconds));
      case NotBegun<Verdict> _, InDoubt<Verdict> _ ->
          limits.whenDown() == WhenDown.OPEN
              ? new Walk.On<>(ruled)
              : unavailable(Step.SECURITY, "security gives no verdict right now");
    };
  }

  private Walk<Ordered> quota(Ruled ruled) {
    var claim = ruled.claim();
    return switch (rooms.hold().ask(ruled.hold())) {
      case Got<HoldReply>(HoldReply.Held(String order, boolean repeated)) ->
          new Walk.On<>(new Ordered(claim, ruled.user(), ruled.offer(), order, repeated));
      case Got<HoldReply>(HoldReply.SoldOut()) -> rush.end(claim, Answers.soldOut(claim));
      case Got<HoldReply>(HoldReply.DailyGone(long retryAfterSeconds)) ->
          rush.end(claim, Answers.dailyGone(claim, retryAfterSeconds));
      case Got<HoldReply>(HoldReply.LimitReached(int limit)) ->
          no(
              Step.QUOTA,
              Refusal.LIMIT_REACHED,
              "at most "
                  + limit
                  + " of "
                  + claim.gift()
                  + " per "
                  + ruled.offer().limits().period().word());
      case Got<HoldReply>(HoldReply.KeyReused()) ->
          no(Step.QUOTA, Refusal.KEY_REUSED, "this Idempotency-Key was used for another gift");
      case Got<HoldReply>(HoldReply.KeyInFlight()) ->
          new Walk.Ended<>(
              Step.QUOTA,
              new Answer.No(
                  Refusal.KEY_IN_FLIGHT, "a claim with this Idempotency-Key is under way", 1));
      case Got<HoldReply>(HoldReply.OrderOpen()) ->
          new Walk.Ended<>(
              Step.QUOTA,
              new Answer.No(
                  Refusal.ORDER_OPEN,
                  "another order of this user for " + claim.gift() + " is under way",
                  OPEN_SECONDS));
      case NotBegun<HoldReply> _, InDoubt<HoldReply> _ ->
          // In doubt a hold may stand. Nothing is delivered for it: the user's next claim finds it
          // again, or its expiry asks delivery, which never heard of it.
          unavailable(Step.QUOTA, "stock can't be reached right now");
    };
  }

  private Walk<Answer> delivery(Ordered ordered) {
    var claim = ordered.claim();
    var offer = ordered.offer();
    var request =
        new DeliverRequest(
            ordered.order(), ordered.user(), claim.campaign(), claim.gift(), offer.version());
    return switch (leavingTime().call(() -> rooms.deliver().ask(request))) {
      case Got<DeliverReply>(DeliverReply.Delivered(String receipt, long deliveredAt)) -> {
        settler.settle(ordered.order(), End.CONFIRM);
        yield new Walk.On<>(Answers.delivered(ordered, receipt, deliveredAt));
      }
      case Got<DeliverReply>(DeliverReply.Refused(String reason)) -> {
        // Refused for good: delivery holds it as final, so the stock may go back.
        settler.settle(ordered.order(), End.RELEASE);
        yield claim.partner() != null && reason.equals(VOID)
            // It came too late after its hold. Sent again, it has another order.
            ? unavailable(Step.DELIVERY, "nothing was delivered; send it again")
            : no(Step.DELIVERY, Refusal.NOT_ELIGIBLE, "the provider refused: " + reason);
      }
      case Got<DeliverReply>(DeliverReply.Revoked()) -> {
        settler.settle(ordered.order(), End.CONFIRM);
        yield no(Step.DELIVERY, Refusal.NOT_ELIGIBLE, "it was taken back");
      }
      case Got<DeliverReply>(DeliverReply.OfBundle()) ->
          new Walk.Ended<>(
              Step.DELIVERY,
              new Answer.No(
                  Refusal.KEY_IN_FLIGHT,
                  "it is being delivered with a bundle that you claimed",
                  1));
      case Got<DeliverReply>(DeliverReply.Processing(long promisedBy)) ->
          new Walk.On<>(Answers.processing(ordered, promisedBy));
      case InDoubt<DeliverReply> _ -> promise(ordered);
      case NotBegun<DeliverReply> _ ->
          // Not released: a second click may have taken the same order to delivery by another way.
          unavailable(Step.DELIVERY, "nothing was delivered; claim again");
    };
  }

  /// Nobody knows whether delivery wrote the order down: nothing is promised that quota has not
  /// noted, or its hold's expiry might make the order void.
  private Walk<Answer> promise(Ordered ordered) {
    long by = times.clock().millis() + 1000L * ordered.offer().provider().promiseSeconds();
    return switch (rooms.promise().ask(new PromiseRequest(ordered.order(), by))) {
      case Got<PromiseReply>(PromiseReply.Promised(long promisedBy)) ->
          new Walk.On<>(Answers.processing(ordered, promisedBy));
      case Got<PromiseReply>(PromiseReply.TooLate()),
          NotBegun<PromiseReply> _,
          InDoubt<PromiseReply> _ ->
          new Walk.Ended<>(
              Step.DELIVERY,
              new Answer.No(
                  Refusal.IN_DOUBT, "it is not known whether it was delivered; claim again", 1));
    };
  }

  /// The claim's context, ending early enough for a promise.
  private CallContext leavingTime() {
    var claim = CallContext.current();
    var left = claim.deadline().remaining(times.ticker()).minus(times.promiseTime());
    return claim.within(Deadline.in(left.isNegative() ? Duration.ZERO : left, times.ticker()));
  }

  private Answer told(Claim claim, Step at, Answer answer) {
    reporter.tell(claim.campaign(), claim.what(), at, answer.outcome());
    return answer;
  }

  private static <T> Walk<T> no(Step at, Refusal refusal, String detail) {
    return new Walk.Ended<>(at, new Answer.No(refusal, detail));
  }

  private static <T> Walk<T> unavailable(Step at, String detail) {
    return new Walk.Ended<>(at, new Answer.No(Refusal.UNAVAILABLE, detail, 1));
  }
}
