package bestow.flow;

import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.delivery.DeadLettersReply;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.StockReply;
import bestow.wire.quota.StockRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every ledger there is: the provider's own, which is the judge, quota's and delivery's.
final class Ledgers {
  private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]+)\"");
  private static final Pattern USER = Pattern.compile("\"user\":\"([^\"]+)\"");
  // More than any test leaves.
  private static final int LETTERS_MAX = 10_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final House house;

  Ledgers(House house) {
    this.house = house;
  }

  /// The order numbers that the provider delivered, one for each delivery.
  List<String> delivered() {
    return lines()
        .map(ORDER::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /// What the provider delivered of a campaign's gift: it is told of no campaign.
  List<Delivery> deliveries(CampaignFile campaign) {
    return entries(campaign, "delivered");
  }

  /// What the provider took back of it.
  List<Delivery> revocations(CampaignFile campaign) {
    return entries(campaign, "revoked");
  }

  private List<Delivery> entries(CampaignFile campaign, String kind) {
    return lines()
        .filter(line -> line.contains("\"kind\":\"" + kind + "\""))
        .filter(line -> line.contains("\"gift\":\"" + campaign.gift() + "\""))
        .map(line -> new Delivery(member(line, ORDER), member(line, USER), campaign.gift()))
        .toList();
  }

  private static String member(String line, Pattern pattern) {
    var matcher = pattern.matcher(line);
    if (!matcher.find()) throw new AssertionError("no line of a ledger: " + line);
    return matcher.group(1);
  }

  /// The provider's own ledger, line by line.
  Stream<String> lines() {
    return ask("GET", house.port("provider", 1), "/ledger", "").lines();
  }

  /// How quota has the stock of a campaign's gift.
  StockReply stock(CampaignFile campaign) {
    var request = new StockRequest(campaign.id(), campaign.gift(), campaign.buckets());
    return reply(
        "quota", "/v1/stock", Json.codec(StockRequest.class).write(request), StockReply.class);
  }

  /// How delivery has an order.
  OrderReply order(String order) {
    var request = new OrderRequest(order, 0);
    return reply(
        "delivery", "/v1/order", Json.codec(OrderRequest.class).write(request), OrderReply.class);
  }

  /// The orders of a campaign that wait for a person.
  List<Dead> dead(CampaignFile campaign) {
    var dead = new ArrayList<Dead>();
    var next = "";
    do {
      var page = letters(next);
      page.letters().stream()
          .filter(letter -> letter.campaign().equals(campaign.id()))
          .forEach(letter -> dead.add(new Dead(letter.order(), letter.gift())));
      next = page.next();
    } while (next != null && dead.size() < LETTERS_MAX);
    return dead;
  }

  private DeadLettersReply letters(String after) {
    var path = "/v1/dead-letters?limit=200" + (after.isEmpty() ? "" : "&after=" + after);
    var answer = ask("GET", house.port("delivery", 1), path, "");
    return read(answer, DeadLettersReply.class);
  }

  /// Holds a gift, as gateway would.
  HoldReply ask(HoldRequest request) {
    return reply(
        "quota", "/v1/hold", Json.codec(HoldRequest.class).write(request), HoldReply.class);
  }

  /// Delivers an order, as gateway would.
  DeliverReply ask(DeliverRequest request) {
    var body = Json.codec(DeliverRequest.class).write(request);
    return reply("delivery", "/v1/deliver", body, DeliverReply.class);
  }

  private <R> R reply(String service, String path, byte[] body, Class<R> type) {
    var text = new String(body, StandardCharsets.UTF_8);
    return read(ask("POST", house.port(service, 1), path, text), type);
  }

  private static <R> R read(String answer, Class<R> type) {
    try {
      return Json.codec(type).read(answer.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new AssertionError("answered " + answer, e);
    }
  }

  private static String ask(String method, int port, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + House.OPERATOR_TOKEN)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(path + " answered " + response.statusCode() + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new AssertionError("no answer from " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
