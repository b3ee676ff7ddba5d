package bestow.sandbox;

import bestow.wire.Codec;
import bestow.wire.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads a ledger back line by line.
final class LedgerFile {

  /// Far above any entry: names are bounded to 200 characters each.
  private static final int LINE_BYTES_MAX = 8192;

  private LedgerFile() {}

  /// Hands each whole line's entry on, in order, and gives the bytes that they take up: what
  /// follows is a line that was cut off.
  ///
  /// @throws IOException when a whole line is no entry or stands in the wrong place
  static long readBack(Path file, Codec<Entry> codec, Consumer<Entry> each) throws IOException {
    long whole = 0;
    long seq = 0;
    var line = new ByteArrayOutputStream(512);
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          if (line.size() > LINE_BYTES_MAX) {
            throw new IOException(file + ": line " + (seq + 1) + " is no entry, it has no end");
          }
          continue;
        }
        seq++;
        each.accept(entry(file, codec, line.toByteArray(), seq));
        whole += line.size() + 1;
        line.reset();
      }
    }
    return whole;
  }

  private static Entry entry(Path file, Codec<Entry> codec, byte[] line, long seq)
      throws IOException {
    try {
      var entry = codec.read(line);
      if (entry.seq() != seq) {
        throw new IOException(file + ": line " + seq + " says that it is line " + entry.seq());
      }
      return entry;
    } catch (MalformedJsonException e) {
      throw new IOException(file + ": line " + seq + " is no entry: " + e.getMessage(), e);
    }
  }
}
