package bestow.delivery;

import bestow.delivery.CodeStore.Told;
import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.delivery.CodesReply;
import bestow.wire.delivery.CodesRequest;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The door by which operators put codes into pools. Without an operator's token there is none.
final class CodesApi implements HttpService {

  private static final Codec<CodesRequest> REQUESTS = Json.codec(CodesRequest.class);
  private static final Codec<CodesReply> REPLIES = Json.codec(CodesReply.class);

  private static final Pattern CODE = Pattern.compile("[!-~]{1,200}");
  private static final int MISTAKES_MAX = 20;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CodeStore store;
  private final Meters meters;
  private final Secret token;

  CodesApi(CodeStore store, Meters meters, Secret token) {
    this.store = store;
    this.meters = meters;
    this.token = token;
  }

  @Override
  public void routing(HttpRules rules) {
    if (!token.reveal().isEmpty()) {
      rules.post(
          "/v1/codes", new Guard(token).at(Body.json(DeliveryApi.JSON_BYTES_MAX, this::add)));
    }
  }

  private void add(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = REQUESTS.read(body);
    PoolName pool;
    try {
      pool = new PoolName(asked.pool());
    } catch (IllegalArgumentException e) {
      Reply.problem(response, invalid(e.getMessage() + "."));
      return;
    }
    var mistakes = mistakes(asked.codes());
    if (!mistakes.isEmpty()) {
      var problem = invalid("Nothing was imported: " + mistakes.size() + " codes are no codes.");
      Reply.problem(response, problem.withErrors(mistakes));
      return;
    }
    switch (store.add(pool, asked.codes())) {
      case Told.Added(var duplicates, long left) -> {
        meters.codes(pool, left);
        int imported = asked.codes().size() - duplicates.size();
        Reply.json(response, REPLIES.write(new CodesReply(imported, duplicates, left)));
      }
      case Told.NotSent(var why) ->
          Reply.refused(response, unavailable("Nothing was imported: " + why + "."), SOON);
      case Told.InDoubt(var why) ->
          Reply.problem(response, unavailable("Import the same again: " + why + "."), SOON);
      case Told.Has _, Told.None _, Told.Damaged _ ->
          throw new IllegalStateException("an import told of an order");
    }
  }

  private static List<Problem.Mistake> mistakes(List<String> codes) {
    var mistakes = new ArrayList<Problem.Mistake>();
    for (int i = 0; i < codes.size() && mistakes.size() < MISTAKES_MAX; i++) {
      if (!CODE.matcher(codes.get(i)).matches()) {
        mistakes.add(
            new Problem.Mistake(
                i + 1, 0, "codes[" + i + "]", "a code is 1 to 200 printable ASCII characters"));
      }
    }
    return mistakes;
  }

  private static Problem invalid(String detail) {
    return Problem.of(422, "invalid", "Invalid", detail);
  }

  private static Problem unavailable(String detail) {
    return Problem.of(503, "unavailable", "Unavailable", detail);
  }
}
