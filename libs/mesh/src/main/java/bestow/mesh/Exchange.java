package bestow.mesh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;

/// One request and its answer over one connection. Knows how far it came by which step had begun,
/// and turns whatever ended it into an outcome.
final class Exchange {

  private static final int UNAVAILABLE = 503;

  private final Attempt attempt;
  private final CalleeTerms terms;
  private final Timeouts timeouts;
  private final Manners manners;
  private final Connection connection;
  private final Ticker ticker;
  private final AnswerReader reader;
  private Phase phase = Phase.WRITE;
  private long silenceNanos;
  // When the newest step ended, by the ticker: the next one begins there.
  private long steppedAt;

  Exchange(
      Attempt attempt, CalleeTerms terms, Manners manners, Connection connection, Ticker ticker) {
    this.attempt = attempt;
    this.terms = terms;
    this.timeouts = terms.timeouts();
    this.manners = manners;
    this.connection = connection;
    this.ticker = ticker;
    this.reader =
        new AnswerReader(connection.inbox(), this::receive, terms.settings().bodyBytesMax());
  }

  /// Runs it to its end. Afterwards the connection is either at rest or closed.
  ///
  /// @param nowNanos when it begins, as a reading of the ticker
  Outcome run(byte[] request, long nowNanos) {
    steppedAt = nowNanos;
    try {
      send(request);
      phase = Phase.READ;
      var answer = reader.read(attempt.call().method());
      terms.took(Step.READ, silenceNanos, steppedAt);
      return answered(answer);
    } catch (IOException broken) {
      if (phase == Phase.READ) {
        terms.took(Step.READ, silenceNanos, steppedAt);
      }
      connection.close();
      return failed(attempt.peer() + " " + reason(broken));
    }
  }

  private void send(byte[] request) throws IOException {
    long began = steppedAt;
    try {
      connection.send(request, limit(began, timeouts.write()));
    } finally {
      steppedAt = ticker.nanos();
      terms.took(Step.WRITE, steppedAt - began, steppedAt);
    }
  }

  private int receive(byte[] into, int from, int length) throws IOException {
    long began = steppedAt;
    try {
      return connection.receive(into, from, length, limit(began, timeouts.read()));
    } finally {
      steppedAt = ticker.nanos();
      silenceNanos = Math.max(silenceNanos, steppedAt - began);
    }
  }

  /// The end of a step that began now and may take `time`: the attempt's own end where that comes
  /// first.
  private long limit(long began, Duration time) {
    return attempt.deadline().earlier(new Deadline(began + time.toNanos())).atNanos();
  }

  private Outcome answered(Answer answer) {
    switch (answer.after()) {
      case REUSE -> connection.rest(steppedAt);
      case CLOSE -> connection.close();
    }
    boolean refused =
        answer.status() == UNAVAILABLE
            && manners == Manners.INSIDE
            && answer.headers().first("Bestow-Outcome").filter("refused"::equals).isPresent();
    if (refused) {
      return new Outcome.Refused(retryAfter(answer.headers()), trail());
    }
    return new Outcome.Answered(answer.status(), answer.headers(), answer.body(), trail());
  }

  private Outcome failed(String why) {
    if (reader.status().isPresent()) {
      return new Outcome.Unreadable(reader.status().getAsInt(), why, trail());
    }
    if (connection.sent() == 0) {
      return new Outcome.NotSent(why, trail());
    }
    return new Outcome.MaybeApplied(why, trail());
  }

  private String reason(IOException broken) {
    if (connection.isCut()) {
      return timeUp();
    }
    return switch (broken) {
      case MalformedAnswerException malformed -> malformed.what();
      case EOFException _ -> "closed the connection before the end of its answer";
      case ClosedByInterruptException _ -> "was given up: the caller was interrupted";
      default -> "broke the connection: " + broken.getMessage();
    };
  }

  private String timeUp() {
    if (attempt.deadline().spent(ticker)) {
      var elapsed = Duration.ofNanos(ticker.nanos() - attempt.startNanos());
      return "was not done after " + elapsed.toMillis() + " ms, all the time there was";
    }
    return switch (phase) {
      case WAIT, CONNECT, WRITE ->
          "did not take the request in " + timeouts.write().toMillis() + " ms";
      case READ -> "was silent for " + timeouts.read().toMillis() + " ms";
    };
  }

  private Trail trail() {
    return attempt.trail(phase, connection.sent(), steppedAt);
  }

  private static Optional<Duration> retryAfter(Headers headers) {
    return headers
        .first("Retry-After")
        .filter(value -> value.length() <= 9 && !value.isEmpty())
        .filter(value -> value.chars().allMatch(Character::isDigit))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
