package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.asked;
import static bestow.gateway.GatewayFixture.SIGNED_IN;

import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.ApiClient.Answer;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gateway, of whose users one claims a bundle of two gifts.
final class BundleFixture implements AutoCloseable {
  static final String COUPON = "abcdefghijklmnopqrstuvwx1e000001";
  static final Map<String, String> KEY = Map.of("Idempotency-Key", "mine");

  private final GatewayFixture gateway;

  private BundleFixture(GatewayFixture gateway) {
    this.gateway = gateway;
  }

  /// Both gifts are held.
  static BundleFixture start() throws StartException {
    var fixture = new BundleFixture(GatewayFixture.start());
    fixture.hold("vip-day", new HoldReply.Held(ORDER, false));
    fixture.hold("coupon", new HoldReply.Held(COUPON, false));
    return fixture;
  }

  FakeRooms rooms() {
    return gateway.rooms();
  }

  ApiClient client() {
    return gateway.client();
  }

  /// Claims a gift, and no bundle.
  Answer claimGift() {
    return gateway.claim();
  }

  /// What quota replies, in turn, to who asks for that gift.
  void hold(String gift, HoldReply... replies) {
    gateway.rooms().replies(asked("/v1/hold", gift), HoldReply.class, List.of(replies));
  }

  /// What delivery replies, in turn.
  void bundle(BundleReply... replies) {
    gateway.rooms().replies("/v1/bundle", BundleReply.class, List.of(replies));
  }

  /// Claims the bundle.
  Answer claim(Map<String, String> more) {
    var headers = new HashMap<>(SIGNED_IN);
    headers.putAll(more);
    var body = "{\"campaign\":\"bundled\",\"bundle\":\"welcome\"}";
    return gateway.client().send("POST", "/v1/claims", headers, body);
  }

  static BundleReply.Found found(BundleState state, String reason, OrderState order, Stock stock) {
    return found(state, reason, order, stock, List.of(ORDER, COUPON));
  }

  static BundleReply.Found found(
      BundleState state, String reason, OrderState order, Stock stock, List<String> parts) {
    return new BundleReply.Found(
        "alice",
        "bundled",
        "welcome",
        state,
        reason,
        1_000,
        2_000,
        List.of(
            new BundleReply.Part(parts.getFirst(), "vip-day", order, "r-1", stock),
            new BundleReply.Part(parts.getLast(), "coupon", order, "r-1", stock)));
  }

  static String settled(String order, String end) {
    return "{\"order\":\"%s\",\"end\":\"%s\"}".formatted(order, end);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
