package bestow.delivery;

import bestow.delivery.Findings.Place;
import bestow.delivery.ProviderLedger.Result;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.delivery.Statements.Period;
import bestow.delivery.Statements.Taken;
import bestow.delivery.Statements.Which;
import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Query;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.Problem.Mistake;
import bestow.wire.delivery.DecisionRequest;
import bestow.wire.delivery.ProviderReport;
import bestow.wire.delivery.StatementReply;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The doors by which operators compare delivery with its providers. Without an operator's token
/// there are none.
final class ProviderLedgerApi implements HttpService {

  private static final Codec<ProviderReport> REPORTS = Json.codec(ProviderReport.class);
  private static final Codec<ProviderReport.Finding> FINDINGS =
      Json.codec(ProviderReport.Finding.class);
  private static final Codec<StatementReply> STATEMENTS = Json.codec(StatementReply.class);
  private static final Codec<DecisionRequest> CLOSES = Json.codec(DecisionRequest.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,3})-([A-Za-z0-9._-]{1,64})");
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern STATEMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Statements statements;
  private final Findings findings;
  private final Secret token;

  ProviderLedgerApi(Statements statements, Findings findings, Secret token) {
    this.statements = statements;
    this.findings = findings;
    this.token = token;
  }

  @Override
  public void routing(HttpRules rules) {
    if (!token.reveal().isEmpty()) {
      var guard = new Guard(token);
      rules
          .post("/v1/statements/{provider}/{statement}", guard.at(this::take))
          .get("/v1/reconciliation", guard.at(this::report))
          .post(
              "/v1/reconciliation/{subject}/close",
              guard.at(Body.json(DeliveryApi.JSON_BYTES_MAX, this::close)));
    }
  }

  private void take(ServerRequest request, ServerResponse response) throws IOException {
    var names = request.path().pathParameters();
    var which = new Which(names.get("provider"), names.get("statement"));
    var from = request.query().first("from").orElse("");
    var to = request.query().first("to").orElse("");
    var period = period(from, to);
    if (!PROVIDER.matcher(which.provider()).matches()
        || !STATEMENT.matcher(which.name()).matches()) {
      Reply.problem(
          response,
          invalid("a provider has 1 to 40 of [a-z0-9-], a statement 1 to 64 of [A-Za-z0-9._-]"));
    } else if (period.isEmpty() && !(from.isEmpty() && to.isEmpty())) {
      Reply.problem(
          response,
          invalid("from and to come together, from first, such as 2026-11-20T00:00:00+08:00"));
    } else if (period.filter(whole -> !statements.reaches(whole)).isPresent()) {
      Reply.problem(
          response,
          invalid(
              "from lies further back than compared.kept: what was delivered then is forgotten"));
    } else if (!request
        .headers()
        .first(HeaderNames.CONTENT_TYPE)
        .orElse("")
        .startsWith("text/csv")) {
      Reply.problem(
          response,
          Problem.of(
              415, "unsupported-media-type", "Unsupported media type", "It takes text/csv."));
    } else {
      // Read here as it arrives, never whole.
      answer(response, statements.take(which, request.content().inputStream(), period));
    }
  }

  private static Optional<Period> period(String from, String to) {
    try {
      long first = OffsetDateTime.parse(from).toInstant().toEpochMilli();
      long behind = OffsetDateTime.parse(to).toInstant().toEpochMilli();
      return first < behind ? Optional.of(new Period(first, behind)) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static void answer(ServerResponse response, Taken taken) {
    switch (taken) {
      case Taken.Compared(long lines, var came, long unstated, long wrong, var mistakes) -> {
        var reply =
            new StatementReply(
                lines,
                came.getOrDefault(Result.AGREED, 0),
                came.getOrDefault(Result.PROVED, 0),
                came.getOrDefault(Result.FOUND, 0),
                unstated);
        if (wrong == 0) {
          Reply.json(response, STATEMENTS.write(reply));
        } else {
          var detail =
              "%d lines were taken, and %d mistakes left out lines: mend them and send it again."
                  .formatted(lines, wrong);
          Reply.problem(response, invalid(detail, mistakes));
        }
      }
      case Taken.NoStatement(var mistakes) ->
          Reply.problem(response, invalid("Nothing was taken: it is no statement.", mistakes));
      case Taken.Unanswered(var why) -> Reply.problem(response, unavailable(why), SOON);
    }
  }

  private void report(ServerRequest request, ServerResponse response) {
    var limit = Query.page(request);
    var after = request.query().first("after").orElse("");
    var place = after.isEmpty() ? Optional.of(Place.START) : place(after);
    if (limit.isEmpty()) {
      Reply.problem(response, invalid(Query.PAGE_WANTED));
    } else if (place.isEmpty()) {
      Reply.problem(response, invalid("after is what a page before gave as its next"));
    } else {
      try {
        var page = findings.page(place.get(), limit.get());
        var shown = page.findings().stream().map(ProviderLedgerApi::shown).toList();
        var next = page.next().map(at -> at.shard() + "-" + at.subject()).orElse(null);
        Reply.json(response, REPORTS.write(new ProviderReport(shown, next)));
      } catch (UnansweredException e) {
        Reply.problem(response, unavailable(e.why()), SOON);
      }
    }
  }

  private static Optional<Place> place(String text) {
    var matcher = PLACE.matcher(text);
    return matcher.matches()
        ? Optional.of(new Place(Integer.parseInt(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  private void close(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = CLOSES.read(body);
    try {
      findings
          .close(request.path().pathParameters().get("subject"), asked.by(), asked.why())
          .ifPresentOrElse(
              closed -> Reply.json(response, FINDINGS.write(shown(closed))),
              () -> Reply.problem(response, unknown()));
    } catch (UnansweredException e) {
      Reply.problem(response, unavailable(e.why()), SOON);
    }
  }

  private static ProviderReport.Finding shown(Finding finding) {
    return new ProviderReport.Finding(
        finding.subject(),
        finding.kind().word(),
        finding.open(),
        finding.ours(),
        finding.theirs(),
        finding.since(),
        finding.checkedAt(),
        finding.deed());
  }

  private static Problem unknown() {
    return Problem.of(
        404,
        "unknown-finding",
        "Unknown finding",
        "No finding about what the path names is open; GET /v1/reconciliation lists those that are.");
  }

  private static Problem invalid(String detail) {
    return Problem.of(422, "invalid", "Invalid", detail + ".");
  }

  private static Problem invalid(String detail, List<Mistake> mistakes) {
    return Problem.of(422, "invalid", "Invalid", detail).withErrors(mistakes);
  }

  private static Problem unavailable(String why) {
    return Problem.of(
        503, "unavailable", "Unavailable", "Send or ask the same again: " + why + ".");
  }
}
