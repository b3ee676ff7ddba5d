package bestow.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a script returned. A Lua number comes as a whole number, `true` as 1, `false` and `nil` as
/// nothing, a string as its bytes, a table as many. Immutable as long as nobody writes to a text's
/// bytes.
public sealed interface Value {

  /// A string of bytes.
  ///
  /// @param bytes the bytes as they came, not to be changed
  @SuppressWarnings("ArrayRecordComponent") // handed on without a copy; equality is by content
  record Text(byte[] bytes) implements Value {

    @Override
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public long number() {
      try {
        return Long.parseLong(text());
      } catch (NumberFormatException _) {
        throw new IllegalStateException("Expected a number, the script returned " + this);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "a text of " + bytes.length + " bytes";
    }
  }

  /// A whole number.
  @SuppressWarnings("AvoidCommonTypeNames") // Redis's own word, and read as Value.Number
  record Number(long number) implements Value {}

  /// A table, or as much of it as there is before its first `nil`.
  record Many(List<Value> values) implements Value {

    public Many {
      values = List.copyOf(values);
    }

    /// How many values there are.
    public int size() {
      return values.size();
    }

    /// The value at a place, counted from 0.
    ///
    /// @throws IllegalStateException where the script returned fewer
    public Value at(int place) {
      if (place >= values.size()) {
        throw new IllegalStateException(
            "Expected a value at " + place + ", the script returned " + values.size());
      }
      return values.get(place);
    }

    /// The text at a place, counted from 0.
    public String text(int place) {
      return at(place).text();
    }

    /// The number at a place, counted from 0.
    public long number(int place) {
      return at(place).number();
    }
  }

  /// What Lua calls `false` or `nil`.
  record Nothing() implements Value {}

  /// Whether there is no value.
  default boolean absent() {
    return this instanceof Nothing;
  }

  /// The text, decoded as UTF-8.
  ///
  /// @throws IllegalStateException where the script returned something else
  default String text() {
    throw new IllegalStateException("Expected a text, the script returned " + this);
  }

  /// The number; a text of decimal digits counts as one, as hash fields come as texts.
  ///
  /// @throws IllegalStateException where the script returned something else
  default long number() {
    throw new IllegalStateException("Expected a number, the script returned " + this);
  }

  /// The table.
  ///
  /// @throws IllegalStateException where the script returned something else
  default Many many() {
    if (this instanceof Many many) {
      return many;
    }
    throw new IllegalStateException("Expected a table, the script returned " + this);
  }
}
