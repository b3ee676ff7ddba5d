package bestow.drills;

import static bestow.drills.Template.NUMBER;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Holds of one gift in one bucket, again and again, each for another user: at quota's door, or by
/// its bare script, which leaves the same records.
final class Hold {
  private static final String MUCH = "100000000";
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
      public void ask(InputStream in, OutputStream out, long turn) throws IOException {
        out.write(request.with(round * ROUND + turn));
        var start = RedisTalk.line(in);
        int length = 0;
        for (var line = RedisTalk.line(in); !line.isEmpty(); line = RedisTalk.line(in)) {
          if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
            length = Integer.parseInt(line.substring(15).strip());
          }
        }
        in.skipNBytes(length);
        if (!start.contains(" 200 ")) {
          throw new IOException("quota says " + start);
        }
      }
    };
  }

  /// Says it to a Redis.
  ///
  /// @param script quota's own
  /// @param tag of the bucket's keys, as in `{s00}`
  /// @param signIn the words that let a caller in; none where everybody is
  static Callers.Talk bare(String script, String tag, int round, String... signIn) {
    return new Callers.Talk() {
      private volatile Template hold = new Template("");

      @Override
      public void greet(InputStream in, OutputStream out) throws IOException {
        if (signIn.length > 0) {
          var _ = RedisTalk.say(in, out, signIn);
        }
        hold = command(RedisTalk.say(in, out, "SCRIPT", "LOAD", script), tag);
        var pool = pool(tag);
        // By each caller anew, whoever has begun already: all fields at once, so their sum holds.
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
      public void ask(InputStream in, OutputStream out, long turn) throws IOException {
        out.write(hold.with(round * ROUND + turn));
        var said = RedisTalk.reply(in);
        if (!said.equals("held")) {
          throw new IOException("the script says " + said);
        }
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
