package bestow.gateway;

import bestow.mesh.Call;
import bestow.mesh.CallContext;
import bestow.mesh.Headers;
import bestow.mesh.Outcome;
import bestow.mesh.Phase;
import bestow.mesh.Ticker;
import bestow.mesh.Trail;
import bestow.testing.Eventually;
import bestow.wire.Json;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleRequest;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsRequest;
import bestow.wire.quota.HeldReply;
import bestow.wire.quota.HeldRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.OrdersRequest;
import bestow.wire.quota.OutlookReply;
import bestow.wire.quota.OutlookRequest;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.PromiseRequest;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.reporting.ReportReply;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidCheckRequest;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import bestow.wire.session.CloseReply;
import bestow.wire.session.CloseRequest;
import bestow.wire.session.OpenReply;
import bestow.wire.session.OpenRequest;
import bestow.wire.session.ValidateAllReply;
import bestow.wire.session.ValidateAllRequest;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// The other services as a test wants them: all well, unless it says otherwise of one door.
final class FakeRooms {
  static final String ORDER = "abcdefghijklmnopqrstuvwx0f000001";
  private static final Duration LIMIT = Duration.ofSeconds(20);
  static final Trail TRAIL =
      new Trail("fake", Optional.empty(), 1, Phase.READ, 10, Duration.ofMillis(1));

  private final Map<String, Queue<Outcome>> outcomes = new ConcurrentHashMap<>();
  private final AtomicLong deliverWithin = new AtomicLong();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FakeRooms() {
    reply("/v1/sessions/open", OpenReply.class, new OpenReply.Opened("token", "alice", 1000));
    reply("/v1/sessions/validate", ValidateReply.class, new ValidateReply.Valid("alice"));
    reply(
        "/v1/sessions/validate-all",
        ValidateAllReply.class,
        new ValidateAllReply(
            Collections.nCopies(ValidateAllRequest.TOKENS_MAX, new ValidateReply.Valid("alice"))));
    reply("/v1/sessions/close", CloseReply.class, new CloseReply.Closed(1));
    reply("/v1/verdict", Verdict.class, new Verdict.Allowed());
    reply("/v1/paid-orders/check", PaidCheckReply.class, new PaidCheckReply.Theirs());
    reply("/v1/paid-orders/taken", PaidTakenReply.class, new PaidTakenReply.Noted());
    reply("/v1/hold", HoldReply.class, new HoldReply.Held(ORDER, false));
    reply("/v1/outlook", OutlookReply.class, new OutlookReply(List.of()));
    reply("/v1/settle", SettleReply.class, new SettleReply(1, List.of(), List.of()));
    reply(
        "/v1/orders",
        OrdersReply.class,
        new OrdersReply(List.of(new OrdersReply.Held(ORDER, "vip-day", HoldState.CONFIRMED, 5))));
    reply("/v1/promise", PromiseReply.class, new PromiseReply.Promised(3000));
    reply("/v1/held", HeldReply.class, new HeldReply.Unknown());
    reply("/v1/deliver", DeliverReply.class, new DeliverReply.Delivered("r-1", 1000));
    reply("/v1/order", OrderReply.class, order("alice", OrderState.DELIVERED));
    reply("/v1/bundle/look", BundleReply.class, new BundleReply.Unknown());
    reply("/v1/questions", QuestionsReply.class, new QuestionsReply(List.of()));
    reply("/v1/reports", ReportReply.class, new ReportReply(false));
  }

  static OrderReply order(String user, OrderState state) {
    var receipt = state == OrderState.DELIVERED ? "r-1" : "";
    return new OrderReply.Found(user, "spring", "vip-day", state, receipt, "not-eligible", 1, 5, 9);
  }

  /// Lets a door reply so from now on.
  <R> void reply(String path, Class<R> type, R reply) {
    replies(path, type, List.of(reply));
  }

  /// Lets a door reply so from now on to whoever asks with that word: a gift, an order, a member.
  <R> void reply(String path, String word, Class<R> type, R reply) {
    replies(asked(path, word), type, List.of(reply));
  }

  /// Lets a door reply so, each once, and like the last one from then on.
  ///
  /// @param path its path, or what [#asked(String, String)] gives
  <R> void replies(String path, Class<R> type, List<R> inTurn) {
    var codec = Json.codec(type);
    outcome(
        path,
        inTurn.stream().map(reply -> answered(200, codec.write(reply))).toArray(Outcome[]::new));
  }

  /// A door for whoever asks with that word.
  static String asked(String path, String word) {
    return path + " \"" + word + "\"";
  }

  /// Lets calls to a door end so, each once, and like the last one from then on.
  void outcome(String path, Outcome... inTurn) {
    outcomes.put(path, new ConcurrentLinkedQueue<>(List.of(inTurn)));
  }

  /// Every body that was sent, after the path of its door and a space.
  List<String> asked() {
    return asked;
  }

  /// The bodies that were sent to one door.
  List<String> asked(String path) {
    return asked.stream()
        .filter(line -> line.startsWith(path + " "))
        .map(line -> line.substring(path.length() + 1))
        .toList();
  }

  /// Returns once a body with that part was sent to a door.
  void awaitAsked(String path, String part) {
    Eventually.within(
        LIMIT,
        () -> asked(path).stream().anyMatch(body -> body.contains(part)),
        path + " is told " + part);
  }

  static Outcome.Answered answered(int status, byte[] body) {
    return new Outcome.Answered(status, Headers.none(), body, TRAIL);
  }

  Rooms rooms() {
    return new Rooms(
        door("/v1/sessions/open", OpenRequest.class, OpenReply.class),
        door("/v1/sessions/validate", ValidateRequest.class, ValidateReply.class),
        door("/v1/sessions/validate-all", ValidateAllRequest.class, ValidateAllReply.class),
        door("/v1/sessions/close", CloseRequest.class, CloseReply.class),
        door("/v1/verdict", VerdictRequest.class, Verdict.class),
        door("/v1/paid-orders/check", PaidCheckRequest.class, PaidCheckReply.class),
        door("/v1/paid-orders/taken", PaidTakenRequest.class, PaidTakenReply.class),
        door("/v1/hold", HoldRequest.class, HoldReply.class),
        door("/v1/outlook", OutlookRequest.class, OutlookReply.class),
        door("/v1/settle", SettleRequest.class, SettleReply.class),
        door("/v1/promise", PromiseRequest.class, PromiseReply.class),
        door("/v1/held", HeldRequest.class, HeldReply.class),
        door("/v1/orders", OrdersRequest.class, OrdersReply.class),
        door("/v1/deliver", DeliverRequest.class, DeliverReply.class),
        door("/v1/order", OrderRequest.class, OrderReply.class),
        door("/v1/bundle", BundleRequest.class, BundleReply.class),
        door("/v1/bundle/look", OrderRequest.class, BundleReply.class),
        door("/v1/questions", QuestionsRequest.class, QuestionsReply.class),
        door("/v1/reports", ReportRequest.class, ReportReply.class));
  }

  private <Q, R> Door<Q, R> door(String path, Class<Q> request, Class<R> reply) {
    return new Door<>(Door.Way.harmless(this::call, path), request, reply, Ticker.system());
  }

  /// Whether the last delivery was given at most that long.
  boolean leftAtMost(Duration time) {
    return deliverWithin.get() <= time.toNanos();
  }

  private Outcome call(Call call) {
    if (call.path().equals("/v1/deliver")) {
      deliverWithin.set(CallContext.current().deadline().remainingNanos(Ticker.system()));
    }
    var body = new String(call.body(), StandardCharsets.UTF_8);
    asked.add(call.path() + " " + body);
    var words = call.path() + " ";
    return outcomes.entrySet().stream()
        .filter(one -> one.getKey().startsWith(words))
        .filter(one -> body.contains(one.getKey().substring(words.length())))
        .map(Map.Entry::getValue)
        .reduce(FakeRooms::several)
        .or(() -> Optional.ofNullable(outcomes.get(call.path())))
        .map(FakeRooms::next)
        .orElseThrow();
  }

  private static synchronized Outcome next(Queue<Outcome> inTurn) {
    return inTurn.size() > 1 ? inTurn.remove() : inTurn.element();
  }

  private static Queue<Outcome> several(Queue<Outcome> one, Queue<Outcome> other) {
    throw new AssertionError("a test must not leave open which holds: " + one + " or " + other);
  }
}
