package bestow.reporting;

import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.reporting.Counts;
import bestow.wire.reporting.ReportReply;
import bestow.wire.reporting.ReportRequest;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reporting's doors: batches from the other services, counts for operators.
final class ReportingApi implements HttpService {
  private static final Codec<ReportRequest> REPORTS = Json.codec(ReportRequest.class);
  private static final Codec<ReportReply> REPLIES = Json.codec(ReportReply.class);
  private static final Codec<Counts> COUNTS = Json.codec(Counts.class);
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LAST_DAY = Duration.ofDays(1);
  private static final Problem UNAVAILABLE =
      Problem.of(503, "unavailable", "Unavailable", "The store of counts can't be reached.");

  private final Reporting reporting;
  private final Guard operators;
  private final InstantSource clock;
  private final LongCounter leftOut;

  ReportingApi(
      Reporting reporting, Secret operatorToken, InstantSource clock, LongCounter leftOut) {
    this.reporting = reporting;
    this.operators = new Guard(operatorToken);
    this.clock = clock;
    this.leftOut = leftOut;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/reports", Body.json(this::report))
        .get("/v1/campaigns/{id}/counts", operators.at(this::counts));
  }

  private void report(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    switch (reporting.take(REPORTS.read(body))) {
      case Reporting.Taken.Counted(long leftOutNow) -> {
        leftOut.add(leftOutNow);
        Reply.json(response, REPLIES.write(new ReportReply(false)));
      }
      case Reporting.Taken.Repeated() -> Reply.json(response, REPLIES.write(new ReportReply(true)));
      case Reporting.Taken.Invalid(String detail) -> invalid(response, detail);
      // Not marked as refused: it may be counted. The same batch again counts once.
      case Reporting.Taken.Unavailable _ -> Reply.problem(response, UNAVAILABLE, SOON);
    }
  }

  private void counts(ServerRequest request, ServerResponse response) {
    var id = request.path().pathParameters().get("id");
    var now = clock.instant();
    var to = instant(request, "to", now);
    var from = instant(request, "from", to.orElse(now).minus(LAST_DAY));
    if (!ID.matcher(id).matches()) {
      invalid(response, "a campaign's id is 1 to 40 of a-z, 0-9 and -");
    } else if (from.isEmpty() || to.isEmpty()) {
      invalid(response, "from and to are instants with an offset, as in 2026-11-20T08:00:00Z");
    } else {
      summed(response, reporting.sum(id, from.get(), to.get()));
    }
  }

  private static void summed(ServerResponse response, Reporting.Summed summed) {
    switch (summed) {
      case Reporting.Summed.Counted(Counts counts) -> Reply.json(response, COUNTS.write(counts));
      case Reporting.Summed.Invalid(String detail) -> invalid(response, detail);
      case Reporting.Summed.Unavailable _ -> Reply.refused(response, UNAVAILABLE, SOON);
    }
  }

  private static void invalid(ServerResponse response, String detail) {
    Reply.problem(response, Problem.of(422, "invalid", "Invalid", detail));
  }

  private static Optional<Instant> instant(ServerRequest request, String name, Instant otherwise) {
    var text = request.query().first(name).orElse("");
    if (text.isEmpty()) return Optional.of(otherwise);
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
