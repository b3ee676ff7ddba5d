package bestow.wire.security;

import io.avaje.jsonb.Json;

/// One entry of the block list: `PUT /v1/blocks`, and the answer of `GET /v1/blocks`.
///
/// @param dimension user, ip or device
/// @param value whom, at most 200 characters
/// @param reason for the people who ask later, at most 200 characters
/// @param until epoch milliseconds; 0 for good
@Json
public record Block(Dimension dimension, String value, String reason, long until) {
  public Block {
    if (dimension == null)
      throw new IllegalArgumentException("dimension is missing: user, ip or device");
    if (value.isEmpty() || value.length() > 200)
      throw new IllegalArgumentException("value 1 to 200 characters");
    if (reason.isEmpty() || reason.length() > 200)
      throw new IllegalArgumentException("reason 1 to 200 characters");
    if (until < 0) throw new IllegalArgumentException("until >= 0, was " + until);
  }
}
