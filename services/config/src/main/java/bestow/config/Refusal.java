package bestow.config;

import bestow.wire.Problem;

/// Every problem that config's own doors answer with: its status, its stable code and its title.
enum Refusal {
  OPERATOR_UNKNOWN(401, "operator-unknown", "Operator's token needed"),
  UNKNOWN_CAMPAIGN(404, "unknown-campaign", "No such campaign"),
  UNKNOWN_REVISION(404, "unknown-revision", "No such revision"),
  FIXED(409, "fixed-once-published", "This may not change any more"),
  FULL(409, "full", "No room for more"),
  PRECONDITION_FAILED(412, "precondition-failed", "The draft has changed"),
  INVALID(422, "invalid", "Not valid"),
  PRECONDITION_REQUIRED(428, "precondition-required", "If-Match needed"),
  DAMAGED(500, "damaged", "Damaged record"),
  UNAVAILABLE(503, "unavailable", "Unavailable"),
  UNCERTAIN(504, "uncertain", "No answer from the store");

  private final int status;
  private final String code;
  private final String title;

  Refusal(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  Problem problem(String detail) {
    return Problem.of(status, code, title, detail);
  }
}
