package bestow.config;

import bestow.config.ConfigOutcome.Created;
import bestow.config.ConfigOutcome.Damaged;
import bestow.config.ConfigOutcome.Drafted;
import bestow.config.ConfigOutcome.Fixed;
import bestow.config.ConfigOutcome.Full;
import bestow.config.ConfigOutcome.Invalid;
import bestow.config.ConfigOutcome.Listed;
import bestow.config.ConfigOutcome.Malformed;
import bestow.config.ConfigOutcome.PreconditionFailed;
import bestow.config.ConfigOutcome.PreconditionRequired;
import bestow.config.ConfigOutcome.Publication;
import bestow.config.ConfigOutcome.Revised;
import bestow.config.ConfigOutcome.Unavailable;
import bestow.config.ConfigOutcome.Uncertain;
import bestow.config.ConfigOutcome.UnknownCampaign;
import bestow.config.ConfigOutcome.UnknownRevision;
import bestow.config.Publications.Handout;
import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import bestow.server.Body;
import bestow.server.Query;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.config.CampaignDraft;
import bestow.wire.config.CampaignPage;
import bestow.wire.config.CampaignRevision;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The doors of config: those of operators, who show their token, and the one by which other
/// services follow what is published. Reads requests, asks, and turns what came of it into HTTP.
/// Decides nothing.
final class ConfigApi implements HttpService {
  private static final Codec<CampaignDraft> DRAFTS = Json.codec(CampaignDraft.class);
  private static final Codec<CampaignRevision> REVISIONS = Json.codec(CampaignRevision.class);
  private static final Codec<CampaignPage> PAGES = Json.codec(CampaignPage.class);

  /// Empty: a client that says nothing means one of the others.
  private static final Set<String> MEDIA_TYPES =
      Set.of(
          "application/yaml",
          "application/json",
          "text/yaml",
          "application/x-yaml",
          "text/x-yaml",
          "");

  private static final Header BEARER =
      HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer");
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration WAIT_MAX = Duration.ofMinutes(1);

  /// An answer that waited until the deadline would come too late.
  private static final Duration WAIT_MARGIN = Duration.ofMillis(500);

  private final Config config;
  private final Publications publications;
  private final Operator operator;
  private final Ticker ticker;

  ConfigApi(Config config, Publications publications, Operator operator, Ticker ticker) {
    this.config = config;
    this.publications = publications;
    this.operator = operator;
    this.ticker = ticker;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/campaigns", operators(this::page))
        .get("/v1/campaigns/{campaign}", operators(this::campaign))
        .put(
            "/v1/campaigns/{campaign}",
            operators(Body.of(MEDIA_TYPES, CampaignFile.BYTES_MAX, this::save)))
        .post("/v1/campaigns/{campaign}/publish", operators(this::publish))
        .get("/v1/campaigns/{campaign}/revisions/{revision}", operators(this::revision))
        .get("/v1/published", this::published);
  }

  private Handler operators(Handler work) {
    return (request, response) -> {
      if (operator.shownBy(header(request, HeaderNames.AUTHORIZATION))) {
        work.handle(request, response);
      } else {
        response.header(BEARER);
        no(
            response,
            Refusal.OPERATOR_UNKNOWN,
            "Send Authorization: Bearer and the operator's token.");
      }
    };
  }

  private void page(ServerRequest request, ServerResponse response) {
    var after = request.query().first("after").orElse("");
    var limit = Query.page(request);
    if (!after.isEmpty() && CampaignId.of(after).isEmpty()) {
      answer(response, new Malformed("after must be the id of a campaign."));
    } else if (limit.isEmpty()) {
      answer(response, new Malformed(Query.PAGE_WANTED + "."));
    } else {
      answer(response, config.page(after, limit.get()));
    }
  }

  private void campaign(ServerRequest request, ServerResponse response) {
    answer(response, of(request, config::campaign));
  }

  private void save(byte[] file, ServerRequest request, ServerResponse response) {
    var outcome =
        id(request)
            .map(id -> config.save(id, seen(request), file))
            .orElseGet(
                () -> new Malformed("The campaign in the path must be 1 to 40 of a-z, 0-9 and -."));
    answer(response, outcome);
  }

  private void publish(ServerRequest request, ServerResponse response) {
    answer(response, of(request, id -> config.publish(id, seen(request))));
  }

  private void revision(ServerRequest request, ServerResponse response) {
    var number = Query.number(request.path().pathParameters().get("revision"), Integer.MAX_VALUE);
    answer(
        response,
        of(
            request,
            id ->
                number
                    .filter(n -> n > 0)
                    .map(n -> config.revision(id, Math.toIntExact(n)))
                    .orElseGet(() -> new UnknownRevision(id))));
  }

  private void published(ServerRequest request, ServerResponse response) {
    // Without a version everything is news.
    var after = Query.whole(request, "after", -1, Long.MAX_VALUE);
    var wait = Query.wait(request, WAIT_MAX);
    if (after.isEmpty()) {
      answer(response, new Malformed("after must be a version, a whole number."));
      return;
    } else if (wait.isEmpty()) {
      answer(response, new Malformed("wait must be a time from 0s to 60s, as in 30s or 500ms."));
      return;
    }
    switch (publications.newerThan(after.get(), inTime(wait.get()))) {
      case Handout.Set(var copy) -> Reply.json(response, copy.json());
      case Handout.Nothing(String why) -> unavailable(response, why);
      case Handout.TooManyWait(int waiters) ->
          unavailable(response, waiters + " wait already; ask another instance.");
    }
  }

  /// The wait, cut so that the answer is there by the deadline.
  private Duration inTime(Duration wait) {
    var left = CallContext.current().deadline().remaining(ticker).minus(WAIT_MARGIN);
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(left) < 0 ? wait : left;
  }

  /// The one place where outcomes become statuses.
  private void answer(ServerResponse response, ConfigOutcome outcome) {
    switch (outcome) {
      case Created(Drafted drafted) -> {
        response.header(HeaderNames.LOCATION, "/v1/campaigns/" + drafted.draft().id().value());
        send(response, Status.CREATED_201, drafted);
      }
      case Drafted drafted -> send(response, Status.OK_200, drafted);
      case Publication(Revised revised, long edit) ->
          send(response, Precondition.tag(edit), revised);
      case Revised revised ->
          send(response, "\"r" + revised.live().revision().number() + "\"", revised);
      case Listed listed -> Reply.json(response, PAGES.write(Views.page(listed)));
      case UnknownCampaign(String id) ->
          no(response, Refusal.UNKNOWN_CAMPAIGN, "There is no campaign " + Shown.text(id) + ".");
      case UnknownRevision(CampaignId id) ->
          no(
              response,
              Refusal.UNKNOWN_REVISION,
              "Campaign " + id.value() + " has no such revision.");
      case Malformed(String what) -> no(response, Refusal.INVALID, what);
      case Invalid(List<Mistake> mistakes) ->
          Reply.problem(response, Views.mistakes(Refusal.INVALID, mistakes));
      case Fixed(List<Mistake> changes) ->
          Reply.problem(response, Views.mistakes(Refusal.FIXED, changes));
      case PreconditionRequired(long edit) -> {
        response.header(HeaderNames.ETAG, Precondition.tag(edit));
        no(
            response,
            Refusal.PRECONDITION_REQUIRED,
            "The campaign exists: read it, and send If-Match with its ETag.");
      }
      case PreconditionFailed(Optional<Long> edit) -> {
        edit.ifPresent(e -> response.header(HeaderNames.ETAG, Precondition.tag(e)));
        no(
            response,
            Refusal.PRECONDITION_FAILED,
            edit.isPresent()
                ? "The draft is not the one of your If-Match any more: read it again."
                : "There is no such campaign yet: leave If-Match out to begin it.");
      }
      case Full(String what, int max) ->
          no(response, Refusal.FULL, "There are " + max + " " + what + ", as many as may be.");
      case Unavailable(String why) -> unavailable(response, why);
      case Uncertain(String why) ->
          no(
              response,
              Refusal.UNCERTAIN,
              why + "; it may have been done: read the campaign before you try again.");
      case Damaged(String what) -> no(response, Refusal.DAMAGED, what + ".");
    }
  }

  private static void send(ServerResponse response, Status status, Drafted drafted) {
    response.header(HeaderNames.ETAG, Precondition.tag(drafted.draft().edit()));
    Reply.json(response, status, DRAFTS.write(Views.draft(drafted)));
  }

  private static void send(ServerResponse response, String tag, Revised revised) {
    response.header(HeaderNames.ETAG, tag);
    Reply.json(response, REVISIONS.write(Views.revision(revised)));
  }

  private static void no(ServerResponse response, Refusal refusal, String detail) {
    Reply.problem(response, refusal.problem(detail));
  }

  private static void unavailable(ServerResponse response, String why) {
    Reply.refused(response, Refusal.UNAVAILABLE.problem(why), RETRY_AFTER);
  }

  /// What a campaign's door says; an id that is none is nobody's.
  private static ConfigOutcome of(ServerRequest request, Function<CampaignId, ConfigOutcome> door) {
    return id(request)
        .map(door)
        .orElseGet(() -> new UnknownCampaign(request.path().pathParameters().get("campaign")));
  }

  private static Optional<CampaignId> id(ServerRequest request) {
    return CampaignId.of(request.path().pathParameters().get("campaign"));
  }

  private static Precondition seen(ServerRequest request) {
    return Precondition.of(header(request, HeaderNames.IF_MATCH));
  }

  private static String header(ServerRequest request, HeaderName name) {
    return String.join(",", request.headers().values(name));
  }
}
