package bestow.mesh;

import java.util.Arrays;

/// Builds up a run of bytes that is sent at once.
final class Bytes {

  private byte[] bytes;
  private int used;

  Bytes(int sizeFirst) {
    bytes = new byte[sizeFirst];
  }

  /// Adds characters, all of which must be ASCII.
  @SuppressWarnings("deprecation") // wrong for what is no ASCII; else the one plain copy there is
  Bytes ascii(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, bytes, used);
    used += length;
    return this;
  }

  Bytes number(long value) {
    return ascii(Long.toString(value));
  }

  Bytes raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, used, more.length);
    used += more.length;
    return this;
  }

  byte[] all() {
    return used == bytes.length ? bytes : Arrays.copyOf(bytes, used);
  }

  private void room(int length) {
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, 2 * bytes.length));
    }
  }
}
