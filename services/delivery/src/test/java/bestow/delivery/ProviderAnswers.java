package bestow.delivery;

import bestow.testing.Act;

/// What a provider on the wire does.
final class ProviderAnswers {

  static final Act DELIVERED = Act.answer(200, "{\"receipt\":\"r-1\"}");
  static final Act REFUSED = Act.answer(422, "{}");
  static final Act STALL = Act.fail(Act.Moment.REQUEST, Act.Fault.STALL);

  private ProviderAnswers() {}
}
