package bestow.quota;

import bestow.wire.quota.Outlook;
import bestow.wire.quota.OutlookReply;
import java.time.InstantSource;
import java.util.List;

/// What claims would come to, without taking anything: for those who come when a gift is gone. Safe
/// for use by many threads.
final class Outlooks {
  private final Means means;
  private final Quota quota;
  private final InstantSource clock;

  Outlooks(Means means, Quota quota, InstantSource clock) {
    this.means = means;
    this.quota = quota;
    this.clock = clock;
  }

  /// Looks for each claim where its hold would look, with all that is done there to bring stock.
  Told<OutlookReply> of(List<Claim> claims) {
    try {
      return new Told.Answer<>(new OutlookReply(means.together().map(claims, this::of)));
    } catch (StoreFailure e) {
      // Nothing is ever begun here.
      return new Told.Refused<>(e.why());
    }
  }

  private Outlook of(Claim claim) throws StoreFailure {
    var now = clock.instant();
    var taking = quota.taking(claim, now);
    if (quota.provision(taking).isPresent()) {
      return new Outlook.Open();
    }
    var lacks = means.store().lacks(taking);
    return quota
        .refill(taking, lacks)
        .<Outlook>map(
            pool ->
                pool.daily()
                    ? new Outlook.DailyGone(taking.secondsToNextDay(now))
                    : new Outlook.SoldOut())
        .orElseGet(Outlook.Open::new);
  }
}
