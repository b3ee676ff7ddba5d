package bestow.bench;

import bestow.mesh.Ticker;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// Callers who claim one after another, each on a connection of its own, until time is up.
final class Load {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Ticker ticker;
  private final URI claims;
  private final List<byte[]> requests;

  /// @param body of every claim
  /// @param tokens one a user; a request is made for each, and users take turns
  Load(Ticker ticker, URI claims, String body, List<String> tokens) {
    this.ticker = ticker;
    this.claims = claims;
    this.requests = tokens.stream().map(token -> request(claims, body, token)).toList();
  }

  /// What came of it.
  ///
  /// @param delivered claims that were answered 200 as new
  /// @param repeated claims that got an order that was open
  /// @param failures all else, by kind: status and code, or what became of the connection
  /// @param micros how long each answer took, in order
  @SuppressWarnings("ArrayRecordComponent") // never compared, and long
  record Answers(int delivered, int repeated, Map<String, Integer> failures, long[] micros) {
    Answers {
      failures = Map.copyOf(failures);
    }

    /// All that were neither delivered nor repeated.
    int failed() {
      return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
      var counts =
          "%,d delivered, %,d repeated, %,d failed".formatted(delivered, repeated, failed());
      return failures.isEmpty() ? counts : counts + " " + new TreeMap<>(failures);
    }
  }

  /// Lets so many callers claim for so long.
  ///
  /// @param turn which of the users begin: another one each time, so that no order is still open
  Answers run(int callers, Duration time, int turn) throws InterruptedException {
    long end = ticker.nanos() + time.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Answers>>(callers);
      for (int caller = 0; caller < callers; caller++) {
        int first = turn + caller;
        running.add(threads.submit(() -> claim(first, callers, end)));
      }
      var all = new ArrayList<Answers>(callers);
      for (var each : running) all.add(each.get());
      return together(all);
    } catch (ExecutionException broken) {
      throw new IllegalStateException("A caller of the load ended", broken.getCause());
    }
  }

  private static Answers together(List<Answers> all) {
    var micros = all.stream().flatMapToLong(each -> Arrays.stream(each.micros)).sorted().toArray();
    var failures = new HashMap<String, Integer>();
    for (var each : all) each.failures.forEach((kind, n) -> failures.merge(kind, n, Integer::sum));
    return new Answers(
        all.stream().mapToInt(Answers::delivered).sum(),
        all.stream().mapToInt(Answers::repeated).sum(),
        failures,
        micros);
  }

  private Answers claim(int first, int step, long end) {
    var counter = new Counter();
    for (int user = first; ticker.nanos() - end < 0; ) {
      try (var socket = new Socket()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(claims.getHost(), claims.getPort()), TIMEOUT_MILLIS);
        var in = new BufferedInputStream(socket.getInputStream(), 2_048);
        boolean open = true;
        while (open && ticker.nanos() - end < 0) {
          long start = ticker.nanos();
          socket.getOutputStream().write(requests.get(Math.floorMod(user, requests.size())));
          user += step;
          open = counter.answered(in, start, ticker);
        }
      } catch (IOException failed) {
        counter.fail(failed.getClass().getSimpleName());
      }
    }
    return counter.answers();
  }

  /// One caller's answers. For one thread.
  private static final class Counter {
    private static final byte[] REPEATED = "\"repeated\":true".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern CODE = Pattern.compile("\"(?:code|reason)\":\"([a-z-]{1,40})\"");
    private long[] micros = new long[1_024];
    private int answers;
    private int delivered;
    private int repeated;
    private final Map<String, Integer> failures = new HashMap<>();

    /// Reads one answer, and tells whether the connection stays open.
    boolean answered(BufferedInputStream in, long start, Ticker ticker) throws IOException {
      var status = line(in);
      int length = 0;
      boolean open = true;
      boolean chunked = false;
      for (var header = line(in); !header.isEmpty(); header = line(in)) {
        var lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) length = number(lower.substring(15), 10);
        if (lower.startsWith("connection:")) open = !lower.contains("close");
        if (lower.startsWith("transfer-encoding:")) chunked = true;
      }
      var body = chunked ? chunks(in) : whole(in, length);
      if (!status.contains(" 200")) {
        fail(status.replaceFirst("^\\S+ (\\S+).*", "$1") + code(body));
      } else if (contains(body, REPEATED)) {
        repeated++;
      } else {
        delivered++;
      }
      if (answers == micros.length) micros = Arrays.copyOf(micros, 2 * answers);
      micros[answers++] = (ticker.nanos() - start) / 1_000;
      return open;
    }

    void fail(String kind) {
      failures.merge(kind, 1, Integer::sum);
    }

    Answers answers() {
      return new Answers(delivered, repeated, failures, Arrays.copyOf(micros, answers));
    }

    /// The stable word of a refusal or a problem.
    private static String code(byte[] body) {
      var matcher = CODE.matcher(new String(body, StandardCharsets.UTF_8));
      return matcher.find() ? " " + matcher.group(1) : "";
    }

    private static byte[] chunks(BufferedInputStream in) throws IOException {
      var body = new ByteArrayOutputStream(256);
      for (int length = number(line(in), 16); length > 0; length = number(line(in), 16)) {
        body.writeBytes(whole(in, length));
        line(in);
      }
      line(in);
      return body.toByteArray();
    }

    private static byte[] whole(BufferedInputStream in, int length) throws IOException {
      var body = in.readNBytes(length);
      if (body.length < length) throw new EOFException("an answer was cut");
      return body;
    }

    private static int number(String text, int radix) {
      return Integer.parseInt(text.strip(), radix);
    }

    private static String line(BufferedInputStream in) throws IOException {
      var line = new StringBuilder(64);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) throw new EOFException("the connection was closed");
        if (c != '\r') line.append((char) c);
      }
      return line.toString();
    }

    private static boolean contains(byte[] body, byte[] words) {
      for (int at = 0; at <= body.length - words.length; at++) {
        if (Arrays.mismatch(body, at, at + words.length, words, 0, words.length) < 0) return true;
      }
      return false;
    }
  }

  private static byte[] request(URI claims, String body, String token) {
    return """
    POST %s HTTP/1.1\r
    Host: %s\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(claims.getPath(), claims.getAuthority(), token, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
