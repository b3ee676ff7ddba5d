package bestow.server;

import bestow.mesh.CalleeState;
import bestow.mesh.CalleeView;
import bestow.mesh.Instance;
import bestow.mesh.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a process sees of its callees, as JSON. Bounded: the instances that are not well come
/// first, and what does not fit is counted and left out.
final class MeshPage {

  private static final int CALLEES_MAX = 100;
  private static final int INSTANCES_MAX = 1_000;
  private static final int CHARACTERS_MAX = 1 << 20;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final JsonText json = new JsonText(4_096);
  private final Instant now;

  private MeshPage(Instant now) {
    this.now = now;
  }

  /// The page of these callees.
  static byte[] of(List<CalleeView> callees, Instant now) {
    var page = new MeshPage(now);
    page.write(callees);
    return page.json.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void write(List<CalleeView> callees) {
    json.open('{').member("at", now.toString()).name("callees").open('[');
    int shown = 0;
    for (var callee : callees) {
      if (shown == CALLEES_MAX || json.length() >= CHARACTERS_MAX) {
        break;
      }
      write(callee);
      shown++;
    }
    json.close(']').member("leftOut", callees.size() - shown).close('}');
  }

  private void write(CalleeView callee) {
    var state = callee.state();
    json.open('{').member("callee", state.callee());
    json.member("kind", callee.kind().name().toLowerCase(Locale.ROOT));
    state.firstSuccess().ifPresent(share -> json.member("firstSuccess", share));
    json.member("repeating", state.repeating() ? "yes" : "no");
    callee
        .listAge()
        .ifPresent(age -> json.member("listAgeSeconds", age.toMillis() / MILLIS_PER_SECOND));
    json.member("listed", callee.listed().size());
    json.name("timeouts").open('{');
    for (var step : Step.values()) {
      json.member(step.word() + "Ms", callee.timeouts().of(step).toMillis());
    }
    json.member("from", callee.timeouts().origin().word()).close('}');
    instances(callee);
    json.close('}');
  }

  private void instances(CalleeView callee) {
    json.name("instances").open('[');
    var called = callee.state().instances();
    int shown = 0;
    for (var one : called.stream().sorted(Comparator.comparingInt(MeshPage::rank)).toList()) {
      if (isFull(shown)) {
        break;
      }
      write(one);
      shown++;
    }
    var known =
        called.stream().map(one -> one.instance().id()).collect(Collectors.toUnmodifiableSet());
    var uncalled = callee.listed().stream().filter(one -> !known.contains(one.id())).toList();
    for (var one : uncalled) {
      if (isFull(shown)) {
        break;
      }
      place(one);
      json.member("state", "not-called").close('}');
      shown++;
    }
    json.close(']').member("instancesLeftOut", called.size() + uncalled.size() - shown);
  }

  private boolean isFull(int shown) {
    return shown == INSTANCES_MAX || json.length() >= CHARACTERS_MAX;
  }

  private static int rank(CalleeState.InstanceState one) {
    return switch (one.standing()) {
      case EJECTED -> 0;
      case PROBING -> 1;
      case HELD -> 2;
      case WARMING -> 3;
      case WELL -> 4;
    };
  }

  private void write(CalleeState.InstanceState one) {
    place(one.instance());
    json.member("state", one.standing().name().toLowerCase(Locale.ROOT));
    one.success().ifPresent(share -> json.member("success", share));
    json.member("samples", one.samples());
    one.ejectedFor().ifPresent(time -> json.member("ejectedUntil", now.plus(time).toString()));
    if (!one.why().isEmpty()) {
      json.member("why", one.why());
    }
    json.close('}');
  }

  private void place(Instance one) {
    json.open('{').member("id", one.id()).member("address", one.address());
    json.member("zone", one.place().zone()).member("plane", one.place().plane());
    json.member("lane", one.place().lane());
  }
}
