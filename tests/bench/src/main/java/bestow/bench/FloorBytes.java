package bestow.bench;

import bestow.wire.Json;
import bestow.wire.config.Period;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.gateway.ClaimAnswer;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.quota.SettleRequest.End;
import bestow.wire.quota.SettleRequest.Settlement;
import bestow.wire.reporting.Count;
import bestow.wire.reporting.ReportReply;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.reporting.Step;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// What crosses the floor's doors: the bytes of ours, made once and never looked at.
///
/// @param request what is sent
/// @param reply what comes back
@SuppressWarnings("ArrayRecordComponent") // never compared
record FloorBytes(byte[] request, byte[] reply) {
  private static final String ORDER = "abcdefghijklmnopqrstuvwx00000001";
  private static final String USER = "bench-1234";
  private static final String CAMPAIGN = "bench";
  private static final String GIFT = "vip-day";
  private static final String RECEIPT = "r-0123456789abcdef";
  private static final long DELIVERED_AT = 1_790_000_000_000L;

  /// One settlement's share of a batch.
  static final int SETTLEMENT_LENGTH = settlement(2).length - settlement(1).length;

  static FloorBytes claim() {
    return new FloorBytes(
        new byte[0],
        Json.codec(ClaimAnswer.class)
            .write(
                new ClaimAnswer(
                    ORDER,
                    CAMPAIGN,
                    GIFT,
                    "delivered",
                    RECEIPT,
                    "2026-11-21T12:00:00.000Z",
                    null,
                    null,
                    false)));
  }

  static FloorBytes validate() {
    return new FloorBytes(
        Json.codec(ValidateRequest.class).write(new ValidateRequest("t".repeat(43))),
        Json.codec(ValidateReply.class).write(new ValidateReply.Valid(USER)));
  }

  static FloorBytes verdict() {
    return new FloorBytes(
        Json.codec(VerdictRequest.class)
            .write(new VerdictRequest(USER, "127.0.0.1", "", CAMPAIGN, List.of())),
        Json.codec(Verdict.class).write(new Verdict.Allowed()));
  }

  static FloorBytes hold() {
    var limits =
        new HoldRequest.Limits(1, 50_000_000L, 50_000_000L, 1_000, Period.CAMPAIGN, 1, 0, null);
    return new FloorBytes(
        Json.codec(HoldRequest.class)
            .write(new HoldRequest(CAMPAIGN, GIFT, USER, null, limits, null, null)),
        Json.codec(HoldReply.class).write(new HoldReply.Held(ORDER, false)));
  }

  static FloorBytes deliver() {
    return new FloorBytes(
        Json.codec(DeliverRequest.class).write(new DeliverRequest(ORDER, USER, CAMPAIGN, GIFT, 2)),
        Json.codec(DeliverReply.class).write(new DeliverReply.Delivered(RECEIPT, DELIVERED_AT)));
  }

  static FloorBytes settle(int orders) {
    return new FloorBytes(
        settlement(orders),
        Json.codec(SettleReply.class).write(new SettleReply(orders, List.of(), List.of())));
  }

  static FloorBytes report() {
    var count = new Count(CAMPAIGN, GIFT, Step.CLAIM, "delivered", 29_833_333L, 400);
    return new FloorBytes(
        Json.codec(ReportRequest.class)
            .write(new ReportRequest("gateway-" + "1".repeat(36), 1, List.of(count, count))),
        Json.codec(ReportReply.class).write(new ReportReply(false)));
  }

  /// What a provider is asked.
  static byte[] gift(String order) {
    return "{\"order\":\"%s\",\"user\":\"%s\",\"gift\":\"%s\",\"quantity\":1}"
        .formatted(order, USER, GIFT)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] settlement(int orders) {
    var one = new Settlement(ORDER, End.CONFIRM);
    return Json.codec(SettleRequest.class)
        .write(new SettleRequest(Collections.nCopies(orders, one)));
  }
}
