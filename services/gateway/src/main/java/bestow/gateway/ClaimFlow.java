package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.gateway.Walk.Known;
import bestow.gateway.Walk.Ruled;
import bestow.mesh.CallContext;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.wire.config.WhenDown;
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
  private final Rooms rooms;
  private final Supplier<Campaigns> campaigns;
  private final GiftSteps gifts;
  private final BundleSteps bundles;
  private final Rush rush;
  private final Reporter reporter;
  private final Times times;

  ClaimFlow(Rooms rooms, Supplier<Campaigns> campaigns, Aides aides, Times times) {
    this.rooms = rooms;
    this.campaigns = campaigns;
    this.gifts = new GiftSteps(rooms, aides.settler(), aides.rush(), times);
    this.bundles = new BundleSteps(gifts, rooms, aides.settler());
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
            .then(gifts::hold) //     hold one for them
            .then(gifts::deliver); // deliver the order, and have it settled
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
                .then(bundles::hold) //     hold one of each for them
                .then(bundles::deliver) //  deliver all or none, and have it settled
            : ruled
                .then(gifts::hold) //       hold one for them
                .then(gifts::deliver); //   deliver the order, and have it settled
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
          Walk.no(
              Step.SESSION,
              Refusal.SESSION_INVALID,
              "the session is unknown or over; sign in again");
      case NotBegun<ValidateReply> _, InDoubt<ValidateReply> _ ->
          Walk.unavailable(Step.SESSION, "who you are can't be checked right now");
    };
  }

  private Walk<Ruled> campaign(Known known) {
    var claim = known.claim();
    var published = campaigns.get();
    if (published.campaign(claim.campaign()).isEmpty()) {
      return Walk.no(
          Step.CAMPAIGN, Refusal.UNKNOWN_CAMPAIGN, "no campaign " + claim.campaign() + " is on");
    }
    var offers = published.offers(claim);
    if (offers.isEmpty()) {
      var refusal = claim.isBundle() ? Refusal.UNKNOWN_BUNDLE : Refusal.UNKNOWN_GIFT;
      var no = claim.isBundle() ? " offers no bundle " : " offers no gift ";
      return Walk.no(Step.CAMPAIGN, refusal, claim.campaign() + no + claim.what());
    }
    var offer = offers.getFirst();
    if (known.at().isBefore(offer.from())) {
      return Walk.no(
          Step.CAMPAIGN, Refusal.NOT_STARTED, claim.campaign() + " starts at " + offer.from());
    }
    if (!known.at().isBefore(offer.to())) {
      return Walk.no(
          Step.CAMPAIGN, Refusal.CAMPAIGN_OVER, claim.campaign() + " ended at " + offer.to());
    }
    if (claim.partner() == null && offers.stream().anyMatch(each -> each.gift().paid())) {
      return Walk.no(
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
          Walk.no(Step.SECURITY, Refusal.RISK_REFUSED, "this claim is refused");
      case Got<Verdict>(Verdict.Challenged _) ->
          Walk.no(
              Step.SECURITY, Refusal.RISK_REFUSED, "prove that you are a person, then claim again");
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
              : Walk.unavailable(Step.SECURITY, "security gives no verdict right now");
    };
  }

  private Answer told(Claim claim, Step at, Answer answer) {
    reporter.tell(claim.campaign(), claim.what(), at, answer.outcome());
    return answer;
  }
}
