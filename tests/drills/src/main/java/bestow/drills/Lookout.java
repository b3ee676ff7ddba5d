package bestow.drills;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Looks several times a second at who is asked, and at what the first gateway's mesh says of them.
final class Lookout implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Pattern INSTANCE =
      Pattern.compile("\"address\":\"([^\"]+)\"[^}]*?\"state\":\"([^\"]+)\"");

  private final Relays relays;
  private final HttpRequest page;
  private final Ticker ticker;
  private final long began;
  private final Traffic traffic = new Traffic();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private volatile boolean over;

  private Lookout(Relays relays, URI mesh, Ticker ticker, long began) {
    this.relays = relays;
    this.page = HttpRequest.newBuilder(mesh).timeout(Duration.ofSeconds(1)).build();
    this.ticker = ticker;
    this.began = began;
  }

  /// Begins to look.
  ///
  /// @param mesh the page of the gateway's mesh
  /// @param began when the drill did
  static Lookout open(Relays relays, URI mesh, Ticker ticker, long began) {
    var lookout = new Lookout(relays, mesh, ticker, began);
    Thread.ofVirtual().start(lookout::look);
    return lookout;
  }

  Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    over = true;
    client.shutdownNow();
  }

  private void look() {
    var names = relays.addresses();
    while (!over) {
      try {
        var states = states(names);
        traffic.add(new Traffic.Look(ticker.nanos() - began, relays.asked(), states));
      } catch (IOException _) {
        // That gateway is away; the next look tells.
        LockSupport.parkNanos(BETWEEN.toNanos());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private Map<String, String> states(Map<String, String> names)
      throws IOException, InterruptedException {
    var matcher = INSTANCE.matcher(client.send(page, HttpResponse.BodyHandlers.ofString()).body());
    var states = new HashMap<String, String>();
    while (matcher.find()) {
      var name = names.get(matcher.group(1));
      if (name != null) {
        states.put(name, matcher.group(2));
      }
    }
    return states;
  }
}
