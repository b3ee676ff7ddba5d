package bestow.delivery;

import bestow.wire.config.Mode;

/// A gift of a published campaign, and who delivers it.
sealed interface Offer {

  /// It can be delivered.
  ///
  /// @param quantity how many units an order delivers
  /// @param mode whether the user waits for it
  record Open(int quantity, Mode mode, Supply supply) implements Offer {}

  /// Its provider cannot be used as it is configured.
  ///
  /// @param why a sentence
  record Shut(String why) implements Offer {}
}
