package bestow.security;

import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;

/// One limit as it meets one claim: the dimension, whom it counts, and how many in which time.
///
/// @param threshold the limit
/// @param value whom: a user, an address or a device
record Window(Threshold threshold, String value) {

  Dimension dimension() {
    return threshold.dimension();
  }

  long millis() {
    return 1000L * threshold.seconds();
  }
}
