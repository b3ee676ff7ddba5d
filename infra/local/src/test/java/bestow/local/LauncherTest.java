package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
  private static final Options MOST = new Options(4, false, true, true, ClassCaches.NONE);
  private static final String OPERATOR_TOKEN = "operator-token-of-this-test";

  @TempDir Path root;

  @Test
  void noTwoPartsShareANameOrAPort() throws Exception {
    var parts = parts(MOST);
    var ports = parts.stream().flatMap(part -> part.ports().stream()).toList();

    assertEquals(parts.size(), new HashSet<>(parts.stream().map(Part::id).toList()).size());
    assertEquals(ports.size(), new HashSet<>(ports).size());
  }

  @Test
  void replicaNIsAHundredPortsFurtherAndTellsItsMetricsAThousandFurther() throws Exception {
    var second =
        parts(MOST).stream().filter(part -> part.id().equals("quota-2")).findFirst().orElseThrow();

    assertEquals(List.of(8204, 9204), second.ports());
    assertEquals("8204", second.environment().get("BESTOW_SERVER_PORT"));
    assertEquals("9204", second.environment().get("BESTOW_METRICS_PORT"));
    assertEquals("http://127.0.0.1:8204", second.address());
  }

  @Test
  void noSecretStandsOnACommandLine() throws Exception {
    var home = Home.of(root);
    var parts = parts(MOST);
    var secrets = new java.util.ArrayList<>(List.of(OPERATOR_TOKEN));
    for (var line : Files.readAllLines(home.local("data/secrets"))) {
      secrets.add(line.substring(line.indexOf('=') + 1));
    }

    // Of the operator, six stores, quota's numbers, a partner, and two clusters.
    assertEquals(11, secrets.size());
    for (var part : parts) {
      var command = String.join(" ", part.command());
      secrets.forEach(secret -> assertFalse(command.contains(secret), command));
    }
  }

  @Test
  void whatHoldsSecretsIsForItsOwnerAlone() throws Exception {
    parts(MOST);

    for (var file :
        List.of(
            "data/secrets",
            "data/redis-session-1/redis.conf",
            "data/redis-quota-cluster-6/redis.conf",
            "identity/key.base64")) {
      var mode = Files.getPosixFilePermissions(Home.of(root).local(file));
      assertEquals("rw-------", PosixFilePermissions.toString(mode), file);
    }
  }

  @Test
  void eachStoreHasAPasswordOfItsOwnThatOnlyItsServiceIsTold() throws Exception {
    var home = Home.of(root);
    var parts = parts(Options.BARE);
    var told = new HashSet<String>();
    for (var part : parts) {
      var password = part.environment().get("BESTOW_REDIS_PASSWORD");
      if (password != null) {
        var configuration =
            Files.readString(home.data("redis-" + part.name() + "-1").resolve("redis.conf"));
        assertTrue(
            configuration.contains("user " + part.name() + " on \">" + password + "\""), part.id());
        assertTrue(told.add(password), part.id());
      }
    }

    assertEquals(6, told.size());
  }

  @Test
  void aClusterIsSixProcessesWhoseServiceIsToldWhereTheyAre() throws Exception {
    var parts = parts(MOST);

    var nodes = parts.stream().filter(part -> part.name().equals("redis-quota-cluster")).toList();
    var quota =
        parts.stream().filter(part -> part.id().equals("quota-1")).findFirst().orElseThrow();

    assertEquals(6, nodes.size());
    assertEquals(List.of(7141, 17141), nodes.getFirst().ports());
    assertEquals(
        "127.0.0.1:7141,127.0.0.1:7142,127.0.0.1:7143,127.0.0.1:7144,127.0.0.1:7145,127.0.0.1:7146",
        quota.environment().get("BESTOW_REDIS_CLUSTER"));
    assertTrue(parts.stream().noneMatch(part -> part.name().equals("redis-quota")));
  }

  @Test
  void secretsOutliveTheRun() throws Exception {
    parts(MOST);
    var first = Files.readString(Home.of(root).local("data/secrets"));
    parts(MOST);

    assertEquals(first, Files.readString(Home.of(root).local("data/secrets")));
  }

  private List<Part> parts(Options options) throws Exception {
    var home = Home.of(root);
    var launcher = new Launcher(home, secrets(home), options, OPERATOR_TOKEN);
    var issuer = Issuer.open(home.local("identity"));
    return Stream.of(launcher.observers(), launcher.stores(), launcher.services(issuer))
        .flatMap(List::stream)
        .toList();
  }

  private static Secrets secrets(Home home) throws IOException {
    return new Secrets(home.local("data/secrets"), new SecureRandom());
  }
}
