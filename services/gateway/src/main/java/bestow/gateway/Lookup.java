package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.wire.config.Campaign;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.gateway.ClaimAnswer;
import bestow.wire.gateway.ClaimList;
import bestow.wire.quota.HeldReply;
import bestow.wire.quota.HeldRequest;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.OrdersRequest;
import bestow.wire.quota.OrdersRequest.Bucketed;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// A user looks at claims of their own; somebody else's are as good as absent.
final class Lookup {
  private final Rooms rooms;
  private final Supplier<Campaigns> campaigns;

  Lookup(Rooms rooms, Supplier<Campaigns> campaigns) {
    this.rooms = rooms;
    this.campaigns = campaigns;
  }

  /// How one claim stands; waits for its end for at most `wait`.
  Seen one(String token, String order, Duration wait) {
    return switch (rooms.validate().ask(new ValidateRequest(token))) {
      case Got<ValidateReply>(ValidateReply.Valid(String user)) -> owned(user, order, wait);
      case Got<ValidateReply>(ValidateReply.Unknown()) -> signInAgain();
      case NotBegun<ValidateReply> _, InDoubt<ValidateReply> _ -> unavailable();
    };
  }

  /// The user's claims in one campaign.
  Seen all(String token, String campaign) {
    return switch (rooms.validate().ask(new ValidateRequest(token))) {
      case Got<ValidateReply>(ValidateReply.Valid(String user)) ->
          campaigns
              .get()
              .campaign(campaign)
              .map(found -> all(user, found))
              .orElseGet(() -> no(Refusal.UNKNOWN_CAMPAIGN, "no campaign " + campaign + " is on"));
      case Got<ValidateReply>(ValidateReply.Unknown()) -> signInAgain();
      case NotBegun<ValidateReply> _, InDoubt<ValidateReply> _ -> unavailable();
    };
  }

  private Seen owned(String user, String order, Duration wait) {
    return switch (rooms.order().ask(new OrderRequest(order, (int) wait.toMillis()))) {
      case Got<OrderReply>(OrderReply.Found found) when found.user().equals(user) ->
          new Seen.One(answer(order, found));
      case Got<OrderReply>(OrderReply.Found _) -> nobodys(order);
      case Got<OrderReply>(OrderReply.Unknown()) -> bundle(user, order, wait);
      case NotBegun<OrderReply> _, InDoubt<OrderReply> _ -> unavailable();
    };
  }

  /// A bundle has a number of its own.
  private Seen bundle(String user, String number, Duration wait) {
    return switch (rooms.bundleLook().ask(new OrderRequest(number, (int) wait.toMillis()))) {
      case Got<BundleReply>(BundleReply.Found found) when found.user().equals(user) ->
          new Seen.One(Answers.bundle(number, found, null));
      case Got<BundleReply>(BundleReply.Found _) -> nobodys(number);
      case Got<BundleReply>(BundleReply.Unknown()) -> held(user, number);
      case NotBegun<BundleReply> _, InDoubt<BundleReply> _ -> unavailable();
    };
  }

  /// An order that delivery never heard of: a claim that was answered while its way there was in
  /// doubt. quota asks about it once its time is over, so it is on its way to an end.
  private Seen held(String user, String order) {
    return switch (rooms.held().ask(new HeldRequest(order))) {
      case Got<HeldReply>(HeldReply.Found found) when found.user().equals(user) ->
          new Seen.One(answer(order, found));
      case Got<HeldReply>(HeldReply.Found _), Got<HeldReply>(HeldReply.Unknown()) -> nobodys(order);
      case NotBegun<HeldReply> _, InDoubt<HeldReply> _ -> unavailable();
    };
  }

  private ClaimAnswer answer(String order, HeldReply.Found found) {
    var promisedBy =
        found.state() != HoldState.HELD
            ? null
            : campaigns
                .get()
                .offer(found.campaign(), found.gift())
                .map(offer -> found.heldAt() + 1000L * offer.provider().promiseSeconds())
                .map(millis -> Instant.ofEpochMilli(millis).toString())
                .orElse(null);
    return new ClaimAnswer(
        order,
        found.campaign(),
        found.gift(),
        status(found.state()),
        null,
        null,
        promisedBy,
        null,
        null);
  }

  private static Seen nobodys(String order) {
    return no(Refusal.UNKNOWN_ORDER, "you have no order " + order);
  }

  private Seen all(String user, Campaign campaign) {
    var gifts =
        campaign.gifts().stream().map(gift -> new Bucketed(gift.gift(), gift.buckets())).toList();
    return switch (rooms.orders().ask(new OrdersRequest(campaign.campaign(), user, gifts))) {
      case Got<OrdersReply>(OrdersReply reply) ->
          new Seen.All(
              new ClaimList(
                  reply.orders().stream()
                      .map(order -> answer(campaign.campaign(), order))
                      .toList()));
      case NotBegun<OrdersReply> _, InDoubt<OrdersReply> _ -> unavailable();
    };
  }

  private static ClaimAnswer answer(String order, OrderReply.Found found) {
    var status = Answers.status(found.state(), found.receipt());
    boolean delivered = status.equals("delivered");
    boolean processing = status.equals("processing");
    return new ClaimAnswer(
        order,
        found.campaign(),
        found.gift(),
        status,
        delivered ? found.receipt() : null,
        delivered ? Instant.ofEpochMilli(found.changedAt()).toString() : null,
        processing ? Instant.ofEpochMilli(found.promisedBy()).toString() : null,
        status.equals("refused") ? found.reason() : null,
        null);
  }

  private static ClaimAnswer answer(String campaign, OrdersReply.Held order) {
    return new ClaimAnswer(
        order.order(), campaign, order.gift(), status(order.state()), null, null, null, null, null);
  }

  private static String status(HoldState state) {
    return switch (state) {
      case HELD -> "processing";
      case CONFIRMED -> "delivered";
      case RELEASED -> "refused";
    };
  }

  private static Seen signInAgain() {
    return no(Refusal.SESSION_INVALID, "the session is unknown or over; sign in again");
  }

  private static Seen unavailable() {
    return no(Refusal.UNAVAILABLE, "your claims can't be looked up right now");
  }

  private static Seen no(Refusal refusal, String detail) {
    return new Seen.No(new Answer.No(refusal, detail, refusal == Refusal.UNAVAILABLE ? 1 : 0));
  }

  /// What the user sees.
  sealed interface Seen {
    record One(ClaimAnswer claim) implements Seen {}

    record All(ClaimList claims) implements Seen {}

    record No(Answer.No answer) implements Seen {}
  }
}
