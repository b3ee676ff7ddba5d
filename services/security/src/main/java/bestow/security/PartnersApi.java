package bestow.security;

import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.Problem;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidCheckRequest;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import bestow.wire.security.Partners;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/// The doors about paid orders: the check for gateway, the partners' streams for operators.
final class PartnersApi implements HttpService {
  private static final Codec<PaidCheckRequest> CHECKS = Json.codec(PaidCheckRequest.class);
  private static final Codec<PaidCheckReply> CHECKED = Json.codec(PaidCheckReply.class);
  private static final Codec<PaidTakenRequest> TAKES = Json.codec(PaidTakenRequest.class);
  private static final Codec<PaidTakenReply> TAKEN = Json.codec(PaidTakenReply.class);
  private static final Codec<Partners> ALL = Json.codec(Partners.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Problem UNAVAILABLE =
      Problem.of(503, "unavailable", "Unavailable", "The store of security can't be reached.");
  private static final Problem IN_DOUBT =
      Problem.of(503, "unavailable", "Unavailable", "It is not known whether it was noted.");

  private final PartnerOrders orders;
  private final PartnerMeters meters;
  private final Guard operators;

  PartnersApi(PartnerOrders orders, PartnerMeters meters, Secret operatorToken) {
    this.orders = orders;
    this.meters = meters;
    this.operators = new Guard(operatorToken);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(
            "/v1/paid-orders/check",
            Body.json(
                (body, _, response) -> {
                  var request = CHECKS.read(body);
                  var told = orders.check(request);
                  meters.checked(request.partner(), told);
                  answer(response, CHECKED, told);
                }))
        .post(
            "/v1/paid-orders/taken",
            Body.json(
                (body, _, response) -> answer(response, TAKEN, orders.taken(TAKES.read(body)))))
        .get("/v1/partners", operators.at((_, response) -> answer(response, ALL, orders.all())));
  }

  private static <R> void answer(
      ServerResponse response, Codec<R> codec, PartnerOrders.Told<R> told) {
    switch (told) {
      case PartnerOrders.Told.Answer<R>(R reply) -> Reply.json(response, codec.write(reply));
      case PartnerOrders.Told.Refused<R>() -> Reply.refused(response, UNAVAILABLE, SOON);
      // Without the mark of a refusal, nobody may send the same nonce again.
      case PartnerOrders.Told.InDoubt<R>() -> Reply.problem(response, IN_DOUBT, SOON);
    }
  }
}
