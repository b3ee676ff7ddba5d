package bestow.delivery;

/// The terms that the model's providers keep.
final class ModelTerms {

  static final long SEND_WITHIN_MILLIS = 200;

  private ModelTerms() {}

  static Terms of(Terms.Kind kind) {
    return new Terms(kind, 600, 4000);
  }
}
