package bestow.mesh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Bytes that outlive the process: written whole or not at all, synced, with a checksum; what was
/// kept before stays beside them for when the file is damaged. For one writer.
final class KeptFile {

  private static final String VERSION = "bestow-kept 1 ";

  /// What was found on disk.
  sealed interface Found {
    /// Good bytes.
    @SuppressWarnings("ArrayRecordComponent") // handed on without a copy; nobody compares them
    record Loaded(byte[] bytes) implements Found {}

    /// No file.
    record Missing() implements Found {}

    /// A file that must not be believed.
    record Unusable(String why) implements Found {}
  }

  private final Path file;
  private final Path previous;
  private final long bytesMax;

  /// The file of that name in a folder.
  ///
  /// @param bytesMax how long it may be; a longer one is not read
  KeptFile(Path folder, String name, long bytesMax) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of a file");
    }
    this.file = folder.resolve(name);
    this.previous = folder.resolve(name + ".previous");
    this.bytesMax = bytesMax;
  }

  /// The newest good bytes. When the newest are damaged but those before are good, these.
  Found load() {
    var newest = read(file);
    if (newest instanceof Found.Loaded) {
      return newest;
    }
    return read(previous) instanceof Found.Loaded older ? older : newest;
  }

  /// When the newest bytes were kept, or were last found to be still right; none without any.
  Optional<Instant> rightAt() {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Notes that the newest bytes are still right.
  void stillRight(Instant at) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(at));
    } catch (IOException _) {
      // Without a file there is nothing to note, and its age is for people only.
      return;
    }
  }

  /// Keeps new bytes.
  void save(byte[] bytes) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var fresh = Files.createTempFile(folder, file.getFileName() + ".", ".new");
    try {
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        write(channel, head(bytes).getBytes(StandardCharsets.US_ASCII));
        write(channel, bytes);
        channel.force(true);
      }
      if (read(file) instanceof Found.Loaded) {
        Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Found read(Path from) {
    try {
      if (!Files.exists(from)) {
        return new Found.Missing();
      }
      if (Files.size(from) > bytesMax) {
        return new Found.Unusable(from + " is longer than " + bytesMax + " bytes");
      }
      return check(from, Files.readAllBytes(from));
    } catch (IOException unreadable) {
      return new Found.Unusable(from + ": " + unreadable.getMessage());
    }
  }

  private static Found check(Path from, byte[] all) {
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    var head = new String(all, 0, end, StandardCharsets.US_ASCII);
    if (!head.startsWith(VERSION)) {
      return new Found.Unusable(from + " is of another version or nothing of ours");
    }
    var bytes = Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length);
    return head(bytes).equals(head + "\n")
        ? new Found.Loaded(bytes)
        : new Found.Unusable(from + " is damaged: its checksum does not match");
  }

  private static String head(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return String.format(Locale.ROOT, "%s%d %08x%n", VERSION, bytes.length, sum.getValue())
        .replace("\r\n", "\n");
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
