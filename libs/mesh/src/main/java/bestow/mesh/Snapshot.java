package bestow.mesh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/// The last good list of one callee on disk, so that a process that starts while the registry is
/// gone knows whom to call. Written whole or not at all, with a checksum; the list before it is
/// kept too, for when a file is damaged.
final class Snapshot {

  private static final String FIRST_LINE = "bestow-instances 1";
  private static final String CHECKSUM = "crc32c ";
  // 4 MiB: some 40,000 instances.
  private static final long FILE_BYTES_MAX = 4 << 20;
  private static final int FIELDS = 7;

  /// What was found on disk.
  sealed interface Found {
    /// A good list, never empty.
    record Loaded(List<Instance> instances) implements Found {}

    /// No file.
    record Missing() implements Found {}

    /// A file that must not be believed.
    record Unusable(String why) implements Found {}
  }

  private final Path file;
  private final Path previous;

  /// The snapshot of a callee in a folder.
  Snapshot(Path folder, String callee) {
    if (!callee.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("'" + callee + "' cannot be the name of a file");
    }
    this.file = folder.resolve(callee + ".instances");
    this.previous = folder.resolve(callee + ".instances.previous");
  }

  /// The newest good list. When the newest is not good but the one before is, that one.
  Found load() {
    var newest = read(file);
    if (newest instanceof Found.Loaded) {
      return newest;
    }
    return read(previous) instanceof Found.Loaded older ? older : newest;
  }

  /// Replaces the newest list.
  void save(List<Instance> instances) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var fresh = Files.createTempFile(folder, file.getFileName() + ".", ".new");
    try {
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(text(instances).getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
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

  private static Found read(Path file) {
    try {
      if (!Files.exists(file)) {
        return new Found.Missing();
      }
      if (Files.size(file) > FILE_BYTES_MAX) {
        return new Found.Unusable(file + " is larger than a list can be");
      }
      return parse(file, new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
    } catch (IOException | IllegalArgumentException unusable) {
      return new Found.Unusable(file + ": " + unusable.getMessage());
    }
  }

  private static Found parse(Path file, String text) {
    if (!text.startsWith(FIRST_LINE + "\n")) {
      return new Found.Unusable(file + " is of another version or no list at all");
    }
    int end = text.lastIndexOf(CHECKSUM);
    if (end < 0 || !text.substring(end).equals(checksum(text.substring(0, end)))) {
      return new Found.Unusable(file + " is damaged: its checksum does not match");
    }
    var instances = new ArrayList<Instance>();
    for (var line : text.substring(FIRST_LINE.length() + 1, end).lines().toList()) {
      instances.add(instance(line));
    }
    return instances.isEmpty()
        ? new Found.Unusable(file + " lists nobody")
        : new Found.Loaded(List.copyOf(instances));
  }

  private static String text(List<Instance> instances) {
    var text = new StringBuilder(FIRST_LINE).append('\n');
    for (var instance : instances) {
      var place = instance.place();
      text.append(instance.id()).append('\t');
      text.append(instance.host()).append('\t').append(instance.port()).append('\t');
      text.append(place.zone()).append('\t').append(place.cluster()).append('\t');
      text.append(place.plane()).append('\t').append(place.lane()).append('\n');
    }
    return text.append(checksum(text.toString())).toString();
  }

  private static Instance instance(String line) {
    var fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a line of " + fields.length + " fields");
    }
    var place = new Place(fields[3], fields[4], fields[5], fields[6]);
    return new Instance(fields[0], fields[1], Integer.parseInt(fields[2]), place);
  }

  private static String checksum(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    return CHECKSUM + String.format(Locale.ROOT, "%08x", sum.getValue()) + "\n";
  }
}
