package bestow.mesh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The last good list of one callee on disk, so that a process that starts while the registry is
/// gone knows whom to call.
final class Snapshot {

  private static final String FIRST_LINE = "bestow-instances 1\n";
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

  private final KeptFile file;

  /// The snapshot of a callee in a folder.
  Snapshot(Path folder, String callee) {
    file = new KeptFile(folder, callee + ".instances", FILE_BYTES_MAX);
  }

  /// The newest good list. When the newest is damaged but the one before is good, that one.
  Found load() {
    return switch (file.load()) {
      case KeptFile.Found.Loaded(var bytes) -> read(new String(bytes, StandardCharsets.US_ASCII));
      case KeptFile.Found.Missing _ -> new Found.Missing();
      case KeptFile.Found.Unusable(var why) -> new Found.Unusable(why);
    };
  }

  /// When the registry last said that the list on disk is right; none without one.
  Optional<Instant> rightAt() {
    return file.rightAt();
  }

  /// Notes that the registry still says so.
  void stillRight(Instant at) {
    file.stillRight(at);
  }

  /// Replaces the newest list.
  void save(List<Instance> instances) throws IOException {
    var text = new StringBuilder(FIRST_LINE);
    for (var instance : instances) {
      var place = instance.place();
      text.append(instance.id()).append('\t');
      text.append(instance.host()).append('\t').append(instance.port()).append('\t');
      text.append(place.zone()).append('\t').append(place.cluster()).append('\t');
      text.append(place.plane()).append('\t').append(place.lane()).append('\n');
    }
    file.save(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static Found read(String text) {
    if (!text.startsWith(FIRST_LINE)) {
      return new Found.Unusable("The list on disk is of another version");
    }
    try {
      var instances = text.substring(FIRST_LINE.length()).lines().map(Snapshot::instance).toList();
      return instances.isEmpty()
          ? new Found.Unusable("The list on disk is empty")
          : new Found.Loaded(instances);
    } catch (IllegalArgumentException unusable) {
      return new Found.Unusable("The list on disk makes no sense: " + unusable.getMessage());
    }
  }

  private static Instance instance(String line) {
    var fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a line of " + fields.length + " fields");
    }
    var place = new Place(fields[3], fields[4], fields[5], fields[6]);
    return new Instance(fields[0], fields[1], Integer.parseInt(fields[2]), place);
  }
}
