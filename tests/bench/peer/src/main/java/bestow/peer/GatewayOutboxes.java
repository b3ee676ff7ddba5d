package bestow.peer;

import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a claim leaves for later: the settlement of its hold, and its report. */
@Component
@Profile("gateway")
class GatewayOutboxes {
  private final Outbox<Wire.Settle> settlements;
  private final Outbox<Wire.Event> events;

  GatewayOutboxes(Callees callees, PeerProperties properties) {
    var quota = callees.callee("quota");
    var reporting = callees.callee("reporting");
    this.settlements =
        new Outbox<>(properties.batch(), batch -> quota.post("/settle", batch, Void.class));
    this.events =
        new Outbox<>(properties.batch(), batch -> reporting.post("/events", batch, Void.class));
  }

  void settle(Wire.Settle settle) {
    settlements.add(settle);
  }

  void report(Wire.Event event) {
    events.add(event);
  }

  @Scheduled(fixedDelayString = "${peer.batch.every}")
  void flushSettlements() {
    settlements.flush();
  }

  @Scheduled(fixedDelayString = "${peer.batch.every}")
  void flushEvents() {
    events.flush();
  }
}
