package bestow.security;

import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.security.Block;
import bestow.wire.security.Blocks;
import bestow.wire.security.Dimension;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Security's doors: the verdict for the other services, the block list for operators.
final class SecurityApi implements HttpService {
  private static final Codec<VerdictRequest> REQUESTS = Json.codec(VerdictRequest.class);
  private static final Codec<Verdict> VERDICTS = Json.codec(Verdict.class);
  private static final Codec<Block> BLOCK = Json.codec(Block.class);
  private static final Codec<Blocks> BLOCKS = Json.codec(Blocks.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Problem UNAVAILABLE =
      Problem.of(503, "unavailable", "Unavailable", "The store of security can't be reached.");
  private static final Problem FULL =
      Problem.of(409, "list-full", "Block list full", "Take entries off before you add more.");
  private static final Problem ABSENT =
      Problem.of(404, "unknown-block", "No such entry", "Nobody of that name is blocked.");
  private static final Problem WHOM =
      Problem.of(
          422, "invalid", "Invalid", "Say whom: ?dimension= user, ip or device, and &value=");

  private final Security security;
  private final Guard operators;

  SecurityApi(Security security, Secret operatorToken) {
    this.security = security;
    this.operators = new Guard(operatorToken);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/verdict", Body.json(this::verdict))
        .get("/v1/blocks", operators.at((_, response) -> blocks(response)))
        .put("/v1/blocks", operators.at(Body.json(this::block)))
        .delete("/v1/blocks", operators.at(this::unblock));
  }

  private void verdict(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    switch (security.judge(REQUESTS.read(body))) {
      case Security.Judgement.Given(Verdict verdict) ->
          Reply.json(response, VERDICTS.write(verdict));
      case Security.Judgement.Unavailable _ -> unavailable(response);
    }
  }

  private void blocks(ServerResponse response) {
    switch (security.blocks()) {
      case SecurityStore.Listed.All(var blocks) ->
          Reply.json(response, BLOCKS.write(new Blocks(blocks)));
      case SecurityStore.Listed.Unavailable _ -> unavailable(response);
    }
  }

  private void block(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    written(response, security.block(BLOCK.read(body)));
  }

  private void unblock(ServerRequest request, ServerResponse response) {
    var query = request.query();
    var dimension = query.first("dimension").asOptional().flatMap(SecurityApi::dimension);
    var value = query.first("value").orElse("");
    if (dimension.isEmpty() || value.isEmpty()) {
      Reply.problem(response, WHOM);
    } else {
      written(response, security.unblock(dimension.get(), value));
    }
  }

  private static void written(ServerResponse response, SecurityStore.Written written) {
    switch (written) {
      case DONE -> response.status(Status.NO_CONTENT_204).send();
      case FULL -> Reply.problem(response, FULL);
      case ABSENT -> Reply.problem(response, ABSENT);
      // A change may have happened all the same; doing it again does no harm.
      case UNAVAILABLE -> Reply.problem(response, UNAVAILABLE, SOON);
    }
  }

  private static Optional<Dimension> dimension(String word) {
    return Arrays.stream(Dimension.values()).filter(each -> each.word().equals(word)).findFirst();
  }

  private static void unavailable(ServerResponse response) {
    Reply.refused(response, UNAVAILABLE, SOON);
  }
}
