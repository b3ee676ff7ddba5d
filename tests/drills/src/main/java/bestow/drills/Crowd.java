package bestow.drills;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Users who claim at a steady rate, whatever becomes of the claims before, through an edge that
/// goes round the gateways and passes by those that nobody listens at.
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]+)\"");
  // So many wait at once at the most; what is due beyond is counted as unanswered.
  private static final int WAITING_MAX = 4_096;

  private final Ticker ticker;
  private final long began;
  private final Answers answers = new Answers();
  private final Semaphore room = new Semaphore(WAITING_MAX);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Thread clock;
  private volatile boolean over;

  /// What a crowd wants.
  ///
  /// @param campaign whose gift `vip-day` they claim
  /// @param provider which of the providers delivers it, from 1
  /// @param perSecond how many claims a second
  record Wish(String campaign, int provider, int perSecond) {}

  private Crowd(Wish wish, List<URI> gateways, List<String> tokens, Ticker ticker, long began) {
    this.ticker = ticker;
    this.began = began;
    this.clock = Thread.ofPlatform().daemon().unstarted(() -> claimOnAndOn(wish, gateways, tokens));
  }

  /// Begins to claim.
  ///
  /// @param tokens of its users, who take turns
  /// @param began when the drill did, by the ticker
  static Crowd gather(
      Wish wish, List<URI> gateways, List<String> tokens, Ticker ticker, long began) {
    var crowd = new Crowd(wish, gateways, tokens, ticker, began);
    crowd.clock.start();
    return crowd;
  }

  Answers answers() {
    return answers;
  }

  /// No further claim; returns when all are answered.
  void goHome() throws InterruptedException {
    over = true;
    clock.join();
    room.acquire(WAITING_MAX);
    room.release(WAITING_MAX);
  }

  @Override
  public void close() {
    over = true;
    client.shutdownNow();
  }

  private void claimOnAndOn(Wish wish, List<URI> gateways, List<String> tokens) {
    var body = "{\"campaign\":\"%s\",\"gift\":\"vip-day\"}".formatted(wish.campaign());
    var requests =
        tokens.stream()
            .map(token -> gateways.stream().map(gateway -> request(gateway, token, body)).toList())
            .toList();
    long start = ticker.nanos();
    for (long turn = 0; !over; turn++) {
      long due = start + turn * 1_000_000_000L / wish.perSecond();
      for (long left = due - ticker.nanos(); left > 0; left = due - ticker.nanos()) {
        LockSupport.parkNanos(left);
      }
      var ways = requests.get((int) (turn % requests.size()));
      int first = (int) (turn % ways.size());
      if (!room.tryAcquire()) {
        answers.add(new Answers.One(due - began, 0, 0, ""));
        continue;
      }
      Thread.ofVirtual().start(() -> claim(ways, first, due));
    }
  }

  private void claim(List<HttpRequest> ways, int first, long due) {
    try {
      int status = 0;
      var order = "";
      try {
        var answer = through(ways, first);
        var matcher = ORDER.matcher(answer.body());
        order = matcher.find() ? matcher.group(1) : "";
        status = answer.statusCode();
      } catch (IOException _) {
        // Broken before an answer: status 0 says so.
        order = "";
      }
      answers.add(new Answers.One(due - began, ticker.nanos() - due, status, order));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  /// Sends a claim as an edge does: where nobody listens, the next gateway gets it.
  private HttpResponse<String> through(List<HttpRequest> ways, int first)
      throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        return client.send(
            ways.get((first + i) % ways.size()), HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException nobody) {
        if (i == ways.size() - 1) {
          throw nobody;
        }
      }
    }
  }

  private static HttpRequest request(URI gateway, String token, String body) {
    return HttpRequest.newBuilder(gateway.resolve("/v1/claims"))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
