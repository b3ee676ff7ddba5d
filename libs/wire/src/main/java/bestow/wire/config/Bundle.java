package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.util.List;

/// Gifts that are claimed together, all or none.
///
/// @param bundle its id within the campaign, `[a-z0-9-]{1,40}`, unlike that of any gift
/// @param gifts the ids of its gifts, 2 to 10
@Json
public record Bundle(String bundle, List<String> gifts) {
  public Bundle {
    if (bundle.isEmpty()) throw new IllegalArgumentException("bundle is empty");
    gifts = List.copyOf(gifts);
  }
}
