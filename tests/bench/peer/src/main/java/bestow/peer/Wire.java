package bestow.peer;

import java.time.Instant;
import java.util.List;

/** What crosses the doors of the chain, as JSON. */
interface Wire {
  record Claim(String campaign, String gift) {}

  record Claimed(String order, String status, String receipt, boolean repeated) {}

  record Login(String user) {}

  record Token(String token) {}

  record Session(boolean valid, String user) {}

  record Visit(String user, String ip, String campaign) {}

  enum Verdict {
    ALLOWED,
    BLOCKED,
    TOO_MANY
  }

  record Judged(Verdict verdict) {}

  record Campaign(String campaign, Instant from, Instant to, List<Gift> gifts) {}

  record Gift(String gift, long stock, long daily, long perUser) {}

  record Campaigns(long revision, List<Campaign> campaigns) {}

  record Hold(String user, String campaign, Gift gift) {}

  enum HoldResult {
    HELD,
    SOLD_OUT,
    LIMIT_REACHED
  }

  record Held(HoldResult result, String order, boolean repeated) {}

  enum Settlement {
    CONFIRMED,
    RELEASED
  }

  record Settle(String order, String user, String campaign, String gift, Settlement settlement) {}

  record Deliver(String order, String user, String gift) {}

  enum DeliveryState {
    DELIVERED,
    REFUSED,
    UNCERTAIN
  }

  record Delivered(DeliveryState state, String receipt) {}

  record GiftOrder(String order, String user, String gift, int quantity) {}

  record Receipt(String receipt) {}

  record Event(String campaign, String gift, String outcome) {}
}
