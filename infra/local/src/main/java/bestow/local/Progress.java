package bestow.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// What a run tells the person who started it: plain lines, one a fact.
public final class Progress {
  private final PrintStream out;
  private final PrintStream errors;

  Progress(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /// The terminal, or whatever stands in for it.
  public static Progress terminal() {
    return new Progress(stream(FileDescriptor.out), stream(FileDescriptor.err));
  }

  /// Tells a fact.
  public void say(String line) {
    out.println(line);
  }

  /// Tells what is wrong.
  public void complain(String sentences) {
    errors.println(sentences);
  }

  void ready(Part part, Duration after) {
    say("  %-20s ready after %6d ms   %s".formatted(part.id(), after.toMillis(), part.address()));
  }

  /// Seconds with one decimal.
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
