package bestow.gateway;

import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.gateway.CampaignList;
import bestow.wire.gateway.CampaignView;
import bestow.wire.gateway.ClaimAnswer;
import bestow.wire.gateway.ClaimList;
import bestow.wire.gateway.ClaimRequest;
import bestow.wire.gateway.SessionAnswer;
import bestow.wire.gateway.SessionRequest;
import bestow.wire.session.CloseRequest.Scope;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The public doors: reads requests, asks, and turns what came of it into HTTP. Decides nothing.
final class GatewayApi implements HttpService {
  private static final Header BEARER =
      HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer");
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,2})s");
  private static final int WAIT_SECONDS_MAX = 30;

  private static final Codec<ClaimRequest> CLAIMS = Json.codec(ClaimRequest.class);
  private static final Codec<ClaimAnswer> ANSWERS = Json.codec(ClaimAnswer.class);
  private static final Codec<ClaimList> LISTS = Json.codec(ClaimList.class);
  private static final Codec<SessionRequest> SIGN_INS = Json.codec(SessionRequest.class);
  private static final Codec<SessionAnswer> SESSIONS = Json.codec(SessionAnswer.class);
  private static final Codec<CampaignView> CAMPAIGNS = Json.codec(CampaignView.class);
  private static final Codec<CampaignList> CAMPAIGN_LISTS = Json.codec(CampaignList.class);

  private final ClaimForm form;
  private final ClaimFlow flow;
  private final Lookup lookup;
  private final SignIn signIn;
  private final Shop shop;

  GatewayApi(ClaimForm form, ClaimFlow flow, Lookup lookup, SignIn signIn, Shop shop) {
    this.form = form;
    this.flow = flow;
    this.lookup = lookup;
    this.signIn = signIn;
    this.shop = shop;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/claims", Body.json(this::claim))
        .get("/v1/claims", this::claims)
        .get("/v1/claims/{order}", this::order)
        .post("/v1/sessions", Body.json(this::signIn))
        .delete("/v1/sessions", this::signOut)
        .get("/v1/campaigns", (_, response) -> list(response))
        .get("/v1/campaigns/{id}", this::campaign);
  }

  private void claim(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    switch (form.claim(CLAIMS.read(body), request)) {
      case ClaimForm.Read.Wrong(Refusal refusal, String detail) ->
          no(response, new Answer.No(refusal, detail));
      case ClaimForm.Read.Claimed(Claim claim) -> {
        switch (flow.claim(claim)) {
          case Answer.Delivered(ClaimAnswer answer) -> Reply.json(response, ANSWERS.write(answer));
          case Answer.Processing(ClaimAnswer answer) -> {
            response.header(HeaderNames.LOCATION, "/v1/claims/" + answer.order());
            Reply.json(response, Status.ACCEPTED_202, ANSWERS.write(answer));
          }
          case Answer.No answer -> no(response, answer);
        }
      }
    }
  }

  private void claims(ServerRequest request, ServerResponse response) {
    var token = ClaimForm.token(request);
    var campaign = request.query().first("campaign").orElse("");
    if (token.isEmpty()) {
      no(response, new Answer.No(Refusal.SESSION_INVALID, ClaimForm.NO_TOKEN));
    } else if (!ClaimForm.isId(campaign)) {
      no(response, new Answer.No(Refusal.INVALID, "say which: ?campaign= and its id"));
    } else {
      seen(response, lookup.all(token.get(), campaign));
    }
  }

  private void order(ServerRequest request, ServerResponse response) {
    var token = ClaimForm.token(request);
    var order = request.path().pathParameters().get("order");
    var wait = wait(request.query().first("wait").orElse("0s"));
    if (token.isEmpty()) {
      no(response, new Answer.No(Refusal.SESSION_INVALID, ClaimForm.NO_TOKEN));
    } else if (wait.isEmpty()) {
      no(response, new Answer.No(Refusal.INVALID, "wait: 0s to " + WAIT_SECONDS_MAX + "s"));
    } else if (!ClaimForm.isOrder(order)) {
      no(response, new Answer.No(Refusal.UNKNOWN_ORDER, "you have no such order"));
    } else {
      seen(response, lookup.one(token.get(), order, wait.get()));
    }
  }

  private static void seen(ServerResponse response, Lookup.Seen seen) {
    switch (seen) {
      case Lookup.Seen.One(ClaimAnswer claim) -> Reply.json(response, ANSWERS.write(claim));
      case Lookup.Seen.All(ClaimList claims) -> Reply.json(response, LISTS.write(claims));
      case Lookup.Seen.No(Answer.No answer) -> no(response, answer);
    }
  }

  private void signIn(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    signed(response, signIn.in(SIGN_INS.read(body).jwt()));
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    var token = ClaimForm.token(request);
    var scope =
        switch (request.query().first("everywhere").orElse("false")) {
          case "true" -> Optional.of(Scope.EVERYWHERE);
          case "false" -> Optional.of(Scope.THIS);
          default -> Optional.<Scope>empty();
        };
    if (token.isEmpty()) {
      no(response, new Answer.No(Refusal.SESSION_INVALID, ClaimForm.NO_TOKEN));
    } else if (scope.isEmpty()) {
      no(response, new Answer.No(Refusal.INVALID, "everywhere: true or false"));
    } else {
      signed(response, signIn.out(token.get(), scope.get()));
    }
  }

  private static void signed(ServerResponse response, SignIn.Signed signed) {
    switch (signed) {
      case SignIn.Signed.In(SessionAnswer session) ->
          Reply.json(response, Status.CREATED_201, SESSIONS.write(session));
      case SignIn.Signed.Out() -> response.status(Status.NO_CONTENT_204).send();
      case SignIn.Signed.No(Answer.No answer) -> no(response, answer);
    }
  }

  private void list(ServerResponse response) {
    Reply.json(response, CAMPAIGN_LISTS.write(shop.all()));
  }

  private void campaign(ServerRequest request, ServerResponse response) {
    var id = request.path().pathParameters().get("id");
    shop.one(id)
        .ifPresentOrElse(
            view -> Reply.json(response, CAMPAIGNS.write(view)),
            () ->
                no(response, new Answer.No(Refusal.UNKNOWN_CAMPAIGN, "there is no such campaign")));
  }

  /// Answers with a problem.
  static void no(ServerResponse response, Answer.No answer) {
    if (answer.refusal() == Refusal.SESSION_INVALID) response.header(BEARER);
    var problem = answer.refusal().problem(answer.detail());
    if (answer.retryAfterSeconds() > 0) {
      Reply.problem(response, problem, Duration.ofSeconds(answer.retryAfterSeconds()));
    } else {
      Reply.problem(response, problem);
    }
  }

  private static Optional<Duration> wait(String text) {
    var matcher = WAIT.matcher(text);
    if (!matcher.matches()) return Optional.empty();
    int seconds = Integer.parseInt(matcher.group(1));
    return seconds <= WAIT_SECONDS_MAX
        ? Optional.of(Duration.ofSeconds(seconds))
        : Optional.empty();
  }
}
