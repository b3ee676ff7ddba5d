package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConsulProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NOBODY = "[]";

  @Test
  void twoAgentsKnowNothingOfEachOther() throws Exception {
    try (var one = ConsulProcess.start();
        var other = ConsulProcess.start()) {
      register(one, "gifts");

      Eventually.within(SOON, () -> instances(one, "gifts").contains("gifts"), "it is listed");
      assertEquals(NOBODY, instances(other, "gifts"));
    }
  }

  @Test
  void forgetsOverARestartUnlessDurable() throws Exception {
    try (var forgetful = ConsulProcess.start();
        var durable = ConsulProcess.startDurable()) {
      for (var consul : new ConsulProcess[] {forgetful, durable}) {
        register(consul, "gifts");
        Eventually.within(SOON, () -> !instances(consul, "gifts").equals(NOBODY), "it is listed");
        consul.restart();
      }

      assertEquals(NOBODY, instances(forgetful, "gifts"));
      Eventually.within(
          SOON, () -> !instances(durable, "gifts").equals(NOBODY), "it is still listed");
    }
  }

  @Test
  void killedItRefusesAndPausedItIsSilent() throws Exception {
    try (var consul = ConsulProcess.start()) {
      consul.pause();
      assertThrows(
          HttpTimeoutException.class,
          () -> get(consul, "/v1/status/leader", Duration.ofMillis(200)));
      consul.resume();
      assertTrue(get(consul, "/v1/status/leader", SOON).contains("127.0.0.1"));

      consul.kill();
      assertThrows(IOException.class, () -> get(consul, "/v1/status/leader", SOON));
    }
  }

  private static void register(ConsulProcess consul, String name) throws Exception {
    var body = HttpRequest.BodyPublishers.ofString("{\"Name\": \"" + name + "\", \"Port\": 1}");
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(consul.uri().resolve("/v1/agent/service/register"))
              .PUT(body)
              .build();
      assertEquals(200, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  private static String instances(ConsulProcess consul, String name) throws Exception {
    return get(consul, "/v1/health/service/" + name, SOON);
  }

  private static String get(ConsulProcess consul, String path, Duration limit) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(consul.uri().resolve(path)).timeout(limit).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body().strip();
    }
  }
}
