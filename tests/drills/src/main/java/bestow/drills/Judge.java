package bestow.drills;

import bestow.drills.Checker.Verdict;
import bestow.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `make judge`: holds the history of an earlier run to the laws again.
final class Judge {
  private Judge() {}

  /// Tells the verdict on a file.
  ///
  /// @return 0 for a valid history, 1 for one that breaks a law, 2 where it stays open or can't be
  ///     read
  static int judge(Path file, Progress progress) {
    try {
      var history = History.of(Files.readAllLines(file));
      var header = history.header();
      progress.say(
          "%s: %s, seed %d, %.0f s, version %s%s%n  %d claims, %d looks, %d faults, %d deliveries"
              .formatted(
                  file,
                  header.what(),
                  header.seed(),
                  header.seconds(),
                  header.version(),
                  header.chosen().isEmpty() ? "" : ": " + header.chosen(),
                  history.told().claims().size(),
                  history.told().looks().size(),
                  history.faults().size(),
                  history.end().deliveries().size()));
      return told(Checker.check(history), progress);
    } catch (IllegalArgumentException wrong) {
      progress.complain(file + " is no history: " + wrong.getMessage());
    } catch (IOException failed) {
      progress.complain(file + " cannot be read: " + failed);
    }
    return 2;
  }

  private static int told(Verdict verdict, Progress progress) {
    return switch (verdict) {
      case Verdict.Valid() -> {
        progress.say("valid: every law held");
        yield 0;
      }
      case Verdict.Invalid(var violations) -> {
        progress.say("invalid:\n  " + String.join("\n  ", violations));
        yield 1;
      }
      case Verdict.Unknown(var why) -> {
        progress.say("unknown: " + why);
        yield 2;
      }
    };
  }
}
