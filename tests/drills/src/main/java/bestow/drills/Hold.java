package bestow.drills;

import static bestow.drills.Template.NUMBER;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Holds of one gift in one bucket, again and again, each for another user: at quota's door, or by
/// its bare script, which leaves the same records.
final class Hold {
  private static final String MUCH = "100000000";
  private static final String LENGTH = "content-length:";
  private static final String ENDS_AT = "1900000000000";
  // Far above how often somebody asks within a round.
  private static final long ROUND = 10_000_000_000L;

  private Hold() {}

  /// Says it at quota's door.
  static Callers.Talk atTheDoor(int round) {
    var body =
        ("{\"campaign\":\"hottest\",\"gift\":\"vip-day\",\"user\":\"%s\",\"limits\":{\"revision\":1,\"stock\":%s,"
                + "\"perUser\":1000,\"period\":\"campaign\",\"buckets\":1,\"offsetSeconds\":0,\"endsAt\":%s}}")
            .formatted(NUMBER, MUCH, ENDS_AT);
    var request =
        new Template(
            ("POST /v1/hold HTTP/1.1\r\nHost: quota\r\nContent-Type: application/json\r\n"
                    + "Content-Length: %d\r\n\r\n%s")
                .formatted(body.length(), body));
    return new Callers.Talk() {
      @Override
      public void greet(InputStream in, OutputStream out) {}

      @Override
      public byte[] question(long turn) {
        return request.with(round * ROUND + turn);
      }

      @Override
      public boolean take(ByteBuffer received) throws IOException {
        received.mark();
        try {
          var start = answer(received);
          if (!start.contains(" 200 ")) {
            throw new IOException("quota says " + start);
          }
          return true;
        } catch (BufferUnderflowException _) {
          received.reset();
          return false;
        }
      }
    };
  }

  /// Takes an answer, and gives its first line.
  private static String answer(ByteBuffer received) {
    var start = RedisTalk.line(received);
    int length = 0;
    for (var line = RedisTalk.line(received); !line.isEmpty(); line = RedisTalk.line(received)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    RedisTalk.skip(received, length);
    return start;
  }

  /// Says it to a Redis.
  ///
  /// @param script quota's own
  /// @param tag of the bucket's keys, as in `{s00}`
  /// @param together how many are sent at once, as quota's own lines to its store do
  /// @param signIn the words that let a caller in; none where everybody is
  static Callers.Talk bare(String script, String tag, int round, int together, String... signIn) {
    return new Callers.Talk() {
      private Template hold = new Template("");

      @Override
      public int together() {
        return together;
      }

      @Override
      public void greet(InputStream in, OutputStream out) throws IOException {
        if (signIn.length > 0) {
          var _ = RedisTalk.say(in, out, signIn);
        }
        hold = command(RedisTalk.say(in, out, "SCRIPT", "LOAD", script), tag);
        var pool = pool(tag);
        // By each caller anew, before the first of them asks.
        var _ =
            RedisTalk.say(
                in,
                out,
                "HSET",
                pool,
                "free",
                MUCH,
                "held",
                "0",
                "confirmed",
                "0",
                "leased",
                MUCH,
                "leases",
                "1");
      }

      @Override
      public byte[] question(long turn) {
        return hold.with(round * ROUND + turn);
      }

      @Override
      public boolean take(ByteBuffer received) throws IOException {
        var said = RedisTalk.take(received);
        if (said.isPresent() && !said.get().equals("held")) {
          throw new IOException("the script says " + said.get());
        }
        return said.isPresent();
      }
    };
  }

  private static Template command(String digest, String tag) {
    return new Template(
        RedisTalk.command(
            "EVALSHA",
            digest,
            "4",
            pool(tag),
            tag + ":user:hottest:vip-day:" + NUMBER,
            tag + ":order:" + "a".repeat(26 - NUMBER.length()) + NUMBER,
            tag + ":due",
            ENDS_AT,
            "campaign",
            "1000",
            "a".repeat(26 - NUMBER.length()) + NUMBER,
            "1800000000000|0|campaign||hottest:vip-day|" + NUMBER,
            "",
            ENDS_AT));
  }

  private static String pool(String tag) {
    return tag + ":pool:hottest:vip-day:0";
  }
}
