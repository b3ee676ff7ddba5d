package bestow.wire;

import io.avaje.json.JsonDataException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/// Turns one kind of record into JSON bytes and back. Immutable, for any number of threads. Made by
/// [Json#codec(Class)].
///
/// @param <T> the record or sealed reply that crosses the door
public final class Codec<T> {
  private final Jsonb library;
  private final JsonType<T> type;

  Codec(Jsonb library, Class<T> type) {
    this.library = library;
    this.type = library.type(type);
  }

  /// The JSON of `value`, UTF-8.
  public byte[] write(T value) {
    return type.toJsonBytes(value);
  }

  /// The record that `json` holds. Unknown members are passed over, so that a newer sender can add
  /// some.
  ///
  /// @throws MalformedJsonException when a member is missing, has another type or a value out of
  /// its range, when something follows the
  ///     value, or when it is nested deeper than any record is
  public T read(byte[] json) throws MalformedJsonException {
    JsonShape.check(json);
    try (var reader = new StrictReader(library.reader(json))) {
      return type.fromJson(reader);
    } catch (JsonDataException e) {
      throw new MalformedJsonException("not the expected JSON: " + firstLine(e));
    } catch (NullPointerException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException e) {
      // The records' own checks; a missing member arrives as null, an unknown discriminator as
      // IllegalStateException.
      throw new MalformedJsonException("a member is missing or out of range: " + firstLine(e));
    } catch (RuntimeException e) {
      // The reader's own end-of-input and number exceptions share no public type.
      throw new MalformedJsonException("not the expected JSON: " + firstLine(e));
    }
  }

  private static String firstLine(RuntimeException e) {
    String message = e.getMessage();
    if (message == null) return "unreadable value";
    String line = message.lines().findFirst().orElse("unreadable value");
    // Java names the member of a record that was null as a local variable; the sender knows it as a
    // JSON member.
    int because = line.indexOf("because \"");
    if (because >= 0)
      return "member "
          + line.substring(because + 8).replace(" is null", " is missing").replace("<local", "<");
    return line.length() > 200 ? line.substring(0, 200) : line;
  }
}
