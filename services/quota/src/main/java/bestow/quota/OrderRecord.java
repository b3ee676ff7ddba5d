package bestow.quota;

import bestow.wire.quota.HoldState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// An order as the store keeps it: one line, `sum|state|heldAt|bucket|label|date|gift|user`. The
/// sum is of the number and the rest, since the log that Redis writes has none. While it is held,
/// `state` is `held`, `asked` once delivery was asked about it, or `promised-` and by when.
///
/// @param number the order's number
/// @param state where its stock stands
/// @param promisedBy epoch milliseconds by when its user was promised it; 0 where nobody did, and
///     once it has its end
/// @param heldAt epoch milliseconds
/// @param bucket where its unit is booked
/// @param label the period it counts in
/// @param date the day whose share it took from; empty where there was no daily limit
/// @param gift which gift
/// @param user whose
record OrderRecord(
    OrderNumber number,
    HoldState state,
    long promisedBy,
    long heldAt,
    int bucket,
    String label,
    String date,
    GiftId gift,
    UserId user) {
  private static final int PARTS = 8;
  private static final String ASKED = "asked";
  private static final String PROMISED = "promised-";
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
    long promisedBy =
        parts[1].startsWith(PROMISED) ? Long.parseLong(parts[1].substring(PROMISED.length())) : 0;
    return state(parts[1])
        .map(
            state ->
                new OrderRecord(
                    number,
                    state,
                    promisedBy,
                    Long.parseLong(parts[2]),
                    Integer.parseInt(parts[3]),
                    parts[4],
                    parts[5],
                    GiftId.named(parts[6]),
                    new UserId(parts[7])));
  }

  private static Optional<HoldState> state(String word) {
    return word.equals(ASKED) || word.startsWith(PROMISED)
        ? Optional.of(HoldState.HELD)
        : Arrays.stream(HoldState.values()).filter(state -> state.word().equals(word)).findFirst();
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
