package bestow.quota;

import bestow.quota.Findings.Place;
import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Query;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.quota.CloseFindingRequest;
import bestow.wire.quota.LedgerReport;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The doors by which operators see whether it all adds up. Without an operator's token there are
/// none.
final class ReconciliationApi implements HttpService {
  private static final Codec<LedgerReport> REPORTS = Json.codec(LedgerReport.class);
  private static final Codec<LedgerReport.Finding> FINDINGS =
      Json.codec(LedgerReport.Finding.class);
  private static final Codec<CloseFindingRequest> CLOSES = Json.codec(CloseFindingRequest.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,3})-([a-z0-9:-]{1,100})");

  private final Reconciliation reconciliation;
  private final Findings findings;
  private final Secret token;

  ReconciliationApi(Reconciliation reconciliation, Findings findings, Secret token) {
    this.reconciliation = reconciliation;
    this.findings = findings;
    this.token = token;
  }

  @Override
  public void routing(HttpRules rules) {
    if (!token.reveal().isEmpty()) {
      var guard = new Guard(token);
      rules
          .get("/v1/reconciliation", guard.at(this::report))
          .post("/v1/reconciliation/{subject}/close", guard.at(Body.json(this::close)));
    }
  }

  private void report(ServerRequest request, ServerResponse response) {
    var limit = Query.page(request);
    var after = request.query().first("after").orElse("");
    var place = after.isEmpty() ? Optional.of(Place.START) : place(after);
    if (limit.isEmpty()) {
      Reply.problem(response, invalid(Query.PAGE_WANTED + "."));
    } else if (place.isEmpty()) {
      Reply.problem(response, invalid("after is what a page before gave as its next."));
    } else {
      try {
        var page = findings.page(place.get(), limit.get());
        Reply.json(response, REPORTS.write(report(page)));
      } catch (StoreFailure e) {
        Reply.problem(response, unavailable(e), SOON);
      }
    }
  }

  private LedgerReport report(Findings.Page page) {
    var progress = reconciliation.progress();
    return new LedgerReport(
        progress.since(),
        progress.shard(),
        progress.roundEndedAt().orElse(null),
        progress.unansweredAt().orElse(null),
        progress.compared(),
        page.findings().stream().map(Account::shown).toList(),
        page.next().map(place -> place.shard() + "-" + place.subject()).orElse(null));
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
      var subject = request.path().pathParameters().get("subject");
      findings
          .close(subject, asked.by(), asked.why())
          .ifPresentOrElse(
              closed -> Reply.json(response, FINDINGS.write(Account.shown(closed))),
              () -> Reply.problem(response, unknown()));
    } catch (IllegalArgumentException _) {
      Reply.problem(response, unknown());
    } catch (StoreFailure e) {
      Reply.problem(response, unavailable(e), SOON);
    }
  }

  private static Problem unknown() {
    return Problem.of(
        404,
        "unknown-finding",
        "Unknown finding",
        "No finding about what the path names is open; GET /v1/reconciliation lists those that are.");
  }

  private static Problem invalid(String detail) {
    return Problem.of(422, "invalid", "Invalid", detail);
  }

  private static Problem unavailable(StoreFailure failure) {
    return Problem.of(503, "unavailable", "Unavailable", "No answer: " + failure.why() + ".");
  }
}
