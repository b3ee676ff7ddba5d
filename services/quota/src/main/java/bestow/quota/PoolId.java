package bestow.quota;

import java.time.LocalDate;

/// What one reservoir and its buckets hold: a gift's stock, or the share of it for one day.
///
/// @param gift of which gift
/// @param date the day as in `2026-11-20`; empty for the stock of the whole campaign
record PoolId(GiftId gift, String date) {

  /// The stock of the whole campaign.
  static PoolId stock(GiftId gift) {
    return new PoolId(gift, "");
  }

  /// The share for one day.
  static PoolId day(GiftId gift, LocalDate day) {
    return new PoolId(gift, day.toString());
  }

  /// The pool of that name.
  static PoolId named(String name) {
    int date = name.indexOf(':', name.indexOf(':') + 1);
    return date < 0
        ? stock(GiftId.named(name))
        : new PoolId(GiftId.named(name.substring(0, date)), name.substring(date + 1));
  }

  /// Its name, as in `spring:vip-day` or `spring:vip-day:2026-11-20`.
  String name() {
    return daily() ? gift.name() + ":" + date : gift.name();
  }

  /// Whether it is one day's share.
  boolean daily() {
    return !date.isEmpty();
  }
}
