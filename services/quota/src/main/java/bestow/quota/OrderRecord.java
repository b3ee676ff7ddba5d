package bestow.quota;

import bestow.wire.quota.HoldState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// An order as the store keeps it: one line, `sum|state|heldAt|bucket|label|date|gift|user`. The
/// sum is of the number and the rest, since the log that Redis writes has none.
///
/// @param number the order's number
/// @param state where its stock stands
/// @param heldAt epoch milliseconds
/// @param bucket where its unit is booked
/// @param label the period it counts in
/// @param date the day whose share it took from; empty where there was no daily limit
/// @param gift which gift
/// @param user whose
record OrderRecord(
    OrderNumber number,
    HoldState state,
    long heldAt,
    int bucket,
    String label,
    String date,
    GiftId gift,
    UserId user) {
  private static final int PARTS = 8;
  private static final int SUM_DIGITS = 8;

  /// The record's line from `heldAt` on: what stays the same when the order gets its end.
  static String facts(Taking taking) {
    var claim = taking.claim();
    var moment = taking.moment();
    return String.join(
        "|",
        Long.toString(moment.heldAt()),
        Integer.toString(taking.bucket()),
        moment.label(),
        taking.daily() ? moment.date() : "",
        claim.gift().name(),
        claim.user().value());
  }

  /// The record in that line; none where the line is not what was once written.
  static Optional<OrderRecord> parse(OrderNumber number, String line) {
    // The user comes last and may hold anything.
    var parts = line.split("\\|", PARTS);
    if (parts.length != PARTS || !parts[0].equals(sum(number, line))) {
      return Optional.empty();
    }
    return Arrays.stream(HoldState.values())
        .filter(state -> state.word().equals(parts[1]))
        .findFirst()
        .map(
            state ->
                new OrderRecord(
                    number,
                    state,
                    Long.parseLong(parts[2]),
                    Integer.parseInt(parts[3]),
                    parts[4],
                    parts[5],
                    GiftId.named(parts[6]),
                    new UserId(parts[7])));
  }

  private static String sum(OrderNumber number, String line) {
    try {
      var summed = number.value() + line.substring(SUM_DIGITS + 1);
      var digest =
          MessageDigest.getInstance("SHA-1").digest(summed.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, SUM_DIGITS / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
