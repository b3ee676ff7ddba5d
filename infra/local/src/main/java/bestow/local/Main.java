package bestow.local;

import bestow.mesh.Ticker;
import bestow.wire.gateway.ClaimRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/// What `make` calls: `run`, `caches`, `stop`, `status`, `token` and `claim`, in the root of the
// repository.
public final class Main {
  private Main() {}

  /// Does what the verb says.
  ///
  /// @param args the verb; what it is about stands in the environment
  public static void main(String[] args) throws InterruptedException {
    var progress = Progress.terminal();
    try {
      var home = Home.of(Path.of(""));
      System.exit(act(args.length == 1 ? args[0] : "", home, progress, System.getenv()));
    } catch (LaunchException refused) {
      progress.complain(refused.sentence());
    } catch (IllegalArgumentException wrong) {
      // A campaign, gift or user that cannot be: the records say so in a sentence.
      progress.complain(String.valueOf(wrong.getMessage()));
    } catch (IOException | GeneralSecurityException failed) {
      progress.complain("It cannot be done: " + failed);
    }
    System.exit(1);
  }

  private static int act(String verb, Home home, Progress progress, Map<String, String> environment)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    return switch (verb) {
      case "run" -> new Run(home, Options.from(environment), progress, new SecureRandom()).run();
      case "caches" -> new Rehearsal(home, progress, new SecureRandom()).run();
      case "stop" -> new Stop(home, progress).stop();
      case "status" -> new Status(home, progress).tell();
      case "token" -> {
        progress.say(signIn(home, environment));
        yield 0;
      }
      case "claim" -> claim(home, progress, environment);
      default ->
          throw new LaunchException(
              "The verb is run, caches, stop, status, token or claim, was " + verb + ".");
    };
  }

  private static int claim(Home home, Progress progress, Map<String, String> environment)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var claim =
        new ClaimRequest(
            given("CAMPAIGN", Demo.CAMPAIGN, environment), given("GIFT", Demo.GIFT, environment));
    try (var doors = new Doors(Ticker.system())) {
      var answer = doors.claim(gateway(home), signIn(home, environment), claim);
      progress.say(answer.toString());
      return answer.isGood() ? 0 : 1;
    }
  }

  private static String signIn(Home home, Map<String, String> environment)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var issuer = Issuer.open(home.local("identity"));
    var user = given("USER", "alice", environment);
    try (var doors = new Doors(Ticker.system())) {
      return doors.signIn(gateway(home), issuer.token(user, InstantSource.system()));
    }
  }

  // What make hands on without a value is empty.
  private static String given(String name, String otherwise, Map<String, String> environment) {
    var value = environment.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static URI gateway(Home home) throws LaunchException, IOException {
    if (!Home.exists(home.environment())) {
      throw new LaunchException("Nothing runs; `make run` starts it.");
    }
    return Files.readAllLines(home.environment()).stream()
        .filter(line -> line.startsWith("BESTOW_URL="))
        .map(line -> URI.create(line.substring("BESTOW_URL=".length())))
        .findFirst()
        .orElseThrow(
            () -> new LaunchException(home.shown(home.environment()) + " names no BESTOW_URL."));
  }
}
