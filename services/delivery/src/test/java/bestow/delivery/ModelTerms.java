package bestow.delivery;

/// The terms that the model's providers keep.
final class ModelTerms {

  static final long SEND_WITHIN_MILLIS = 200;

  static final int CAP = 2;

  private ModelTerms() {}

  static Terms of(Terms.Kind kind) {
    return new Terms(kind, 600, 4000, CAP, Schedule.USUAL);
  }
}
