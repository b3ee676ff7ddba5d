package bestow.delivery;

import java.io.Serial;

/// A record that is there, but is not what was written: nothing may be done by it.
final class DamagedRecordException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  DamagedRecordException(OrderNumber number, String why) {
    super("the record of order " + number + " is damaged: " + why);
  }
}
