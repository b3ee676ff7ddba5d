package bestow.peer;

import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** One claim, step by step. */
@Service
@Profile("gateway")
class ClaimFlow {
  private final Callee session;
  private final Callee security;
  private final Callee quota;
  private final Callee delivery;
  private final CampaignCopy campaigns;
  private final GatewayOutboxes outboxes;
  private final Clock clock;

  ClaimFlow(Callees callees, CampaignCopy campaigns, GatewayOutboxes outboxes, Clock clock) {
    this.session = callees.callee("session");
    this.security = callees.callee("security");
    this.quota = callees.callee("quota");
    this.delivery = callees.callee("delivery");
    this.campaigns = campaigns;
    this.outboxes = outboxes;
    this.clock = clock;
  }

  Wire.Claimed claim(String token, String ip, Wire.Claim claim) {
    try {
      var claimed = steps(token, ip, claim);
      outboxes.report(new Wire.Event(claim.campaign(), claim.gift(), claimed.status()));
      return claimed;
    } catch (ClaimProblem e) {
      outboxes.report(new Wire.Event(claim.campaign(), claim.gift(), e.code()));
      throw e;
    }
  }

  private Wire.Claimed steps(String token, String ip, Wire.Claim claim) {
    var user = user(token);
    check(user, ip, claim.campaign());
    var gift = gift(claim);
    var held = hold(user, claim.campaign(), gift);
    var delivered =
        delivery.post(
            "/deliver", new Wire.Deliver(held.order(), user, gift.gift()), Wire.Delivered.class);
    return switch (delivered.state()) {
      case DELIVERED -> {
        settle(held, user, claim, Wire.Settlement.CONFIRMED);
        yield new Wire.Claimed(held.order(), "delivered", delivered.receipt(), held.repeated());
      }
      case REFUSED -> {
        settle(held, user, claim, Wire.Settlement.RELEASED);
        throw new ClaimProblem(HttpStatus.FORBIDDEN, "not-eligible");
      }
      case UNCERTAIN -> new Wire.Claimed(held.order(), "processing", "", held.repeated());
    };
  }

  private String user(String token) {
    var reply = session.post("/sessions/validate", new Wire.Token(token), Wire.Session.class);
    if (!reply.valid()) {
      throw new ClaimProblem(HttpStatus.UNAUTHORIZED, "session-invalid");
    }
    return reply.user();
  }

  private void check(String user, String ip, String campaign) {
    var reply = security.post("/check", new Wire.Visit(user, ip, campaign), Wire.Judged.class);
    switch (reply.verdict()) {
      case ALLOWED -> {}
      case BLOCKED -> throw new ClaimProblem(HttpStatus.FORBIDDEN, "risk-refused");
      case TOO_MANY -> throw new ClaimProblem(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
    }
  }

  private Wire.Gift gift(Wire.Claim claim) {
    var campaign =
        campaigns
            .find(claim.campaign())
            .orElseThrow(() -> new ClaimProblem(HttpStatus.NOT_FOUND, "unknown-campaign"));
    var now = clock.instant();
    if (now.isBefore(campaign.from())) {
      throw new ClaimProblem(HttpStatus.CONFLICT, "not-started");
    }
    if (!now.isBefore(campaign.to())) {
      throw new ClaimProblem(HttpStatus.GONE, "campaign-over");
    }
    return campaign.gifts().stream()
        .filter(gift -> gift.gift().equals(claim.gift()))
        .findFirst()
        .orElseThrow(() -> new ClaimProblem(HttpStatus.NOT_FOUND, "unknown-gift"));
  }

  private Wire.Held hold(String user, String campaign, Wire.Gift gift) {
    var held = quota.post("/hold", new Wire.Hold(user, campaign, gift), Wire.Held.class);
    return switch (held.result()) {
      case HELD -> held;
      case SOLD_OUT -> throw new ClaimProblem(HttpStatus.CONFLICT, "sold-out");
      case LIMIT_REACHED -> throw new ClaimProblem(HttpStatus.CONFLICT, "limit-reached");
    };
  }

  private void settle(Wire.Held held, String user, Wire.Claim claim, Wire.Settlement settlement) {
    outboxes.settle(
        new Wire.Settle(held.order(), user, claim.campaign(), claim.gift(), settlement));
  }
}
