package bestow.wire;

import io.avaje.jsonb.Jsonb;

/// The JSON of everything that crosses a door. Adapters are made at compile time; nothing is looked
/// up by reflection on a claim's way.
public final class Json {
  private static final Jsonb JSONB = Jsonb.builder().build();

  private Json() {}

  /// The codec of one record or sealed reply; make it once, at start.
  public static <T> Codec<T> codec(Class<T> type) {
    return new Codec<>(JSONB, type);
  }
}
