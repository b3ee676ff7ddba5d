package bestow.local;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A part that was started.
///
/// @param startedNanos when, by the launcher's ticker
public record Live(Part part, Process process, Path log, long startedNanos) {
  private static final Pattern JSON_LINE =
      Pattern.compile("\"level\":\"([A-Z]+)\".*\"msg\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int TAIL_BYTES = 64 << 10;
  private static final int LINES_SHOWN = 12;
  private static final int LINE_LENGTH_MAX = 400;

  /// How it ended, with the last lines of its log.
  String ending(Home home) {
    return "%s ended with exit code %d; %s ends so:\n%s"
        .formatted(part.id(), process.exitValue(), home.shown(log), lastLines());
  }

  String lastLines() {
    try (var file = Files.newByteChannel(log)) {
      file.position(Math.max(0, file.size() - TAIL_BYTES));
      var tail = Channels.newInputStream(file).readNBytes(TAIL_BYTES);
      var lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return shown(lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException failed) {
      return "  (it cannot be read: " + failed.getMessage() + ")";
    }
  }

  private static String shown(List<String> lines) {
    return lines.isEmpty()
        ? "  (it is empty)"
        : String.join(
            "\n",
            lines.stream()
                .map(Live::plain)
                .map(line -> "  " + line.substring(0, Math.min(line.length(), LINE_LENGTH_MAX)))
                .toList());
  }

  /// A JSON line of one of our services as a person reads it; any other line as it is.
  private static String plain(String line) {
    var json = JSON_LINE.matcher(line);
    return json.find() ? json.group(1) + " " + json.group(2).replace("\\\"", "\"") : line;
  }
}
