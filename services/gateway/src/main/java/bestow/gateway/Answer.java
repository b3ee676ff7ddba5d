package bestow.gateway;

import bestow.wire.gateway.ClaimAnswer;

/// How a claim is answered.
sealed interface Answer {

  /// What reports and metrics call it.
  String outcome();

  /// 200: the user has the gift.
  record Delivered(ClaimAnswer body) implements Answer {
    @Override
    public String outcome() {
      return "delivered";
    }
  }

  /// 202: the user will have it.
  record Processing(ClaimAnswer body) implements Answer {
    @Override
    public String outcome() {
      return "processing";
    }
  }

  /// A problem.
  ///
  /// @param refusal which
  /// @param detail this case, for the user
  /// @param retryAfterSeconds 0 where asking again later would not help
  record No(Refusal refusal, String detail, long retryAfterSeconds) implements Answer {
    No(Refusal refusal, String detail) {
      this(refusal, detail, 0);
    }

    @Override
    public String outcome() {
      return refusal.code();
    }
  }
}
