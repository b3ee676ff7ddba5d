package bestow.gateway;

import bestow.wire.Problem;

/// Every "no" that the public doors give: one stable code each.
enum Refusal {
  SESSION_INVALID(401, "session-invalid", "No valid session"),
  SIGNATURE_INVALID(401, "signature-invalid", "No valid signature"),
  SIGNATURE_UNTIMELY(401, "signature-untimely", "Signed too long ago or too early"),
  SIGNATURE_REPLAYED(401, "signature-replayed", "Signature used before"),
  RISK_REFUSED(403, "risk-refused", "Refused for security"),
  NOT_ENTITLED(403, "not-entitled", "Not entitled"),
  PAID_ONLY(403, "paid-only", "Paid only"),
  NOT_ELIGIBLE(403, "not-eligible", "Not eligible"),
  UNKNOWN_CAMPAIGN(404, "unknown-campaign", "No such campaign"),
  UNKNOWN_GIFT(404, "unknown-gift", "No such gift"),
  UNKNOWN_BUNDLE(404, "unknown-bundle", "No such bundle"),
  UNKNOWN_ORDER(404, "unknown-order", "No such order"),
  SOLD_OUT(409, "sold-out", "Sold out"),
  LIMIT_REACHED(409, "limit-reached", "Limit reached"),
  NOT_STARTED(409, "not-started", "Not started"),
  ORDER_OPEN(409, "order-open", "Another order is open"),
  KEY_IN_FLIGHT(409, "key-in-flight", "Already under way"),
  CAMPAIGN_OVER(410, "campaign-over", "Campaign over"),
  KEY_REUSED(422, "key-reused", "Idempotency-Key reused"),
  INVALID(422, "invalid", "Invalid"),
  TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
  UNAVAILABLE(503, "unavailable", "Unavailable"),
  IN_DOUBT(503, "in-doubt", "Not known");

  private final int status;
  private final String code;
  private final String title;

  Refusal(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /// The stable code, also the outcome's name in metrics and reports.
  String code() {
    return code;
  }

  /// The problem that the user is shown.
  Problem problem(String detail) {
    return Problem.of(status, code, title, detail);
  }
}
