package bestow.config;

import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Provider;
import bestow.wire.config.Provider.Signing;
import bestow.wire.config.Provider.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A provider in a campaign file: who delivers, and all that its own API needs.
final class ProviderFile {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final int RESULTS_MAX = 50;

  private ProviderFile() {}

  static Optional<Provider> provider(Fields fields, ProviderNames names) {
    var id = fields.required("provider", Form.id());
    var endpoint = fields.required("endpoint", Form.url());
    var idempotency =
        fields.required(
            "idempotency", Form.choice(List.of(Idempotency.values()), Idempotency::word));
    var limitAtSource = fields.optional("limitAtSource", Form.truth(), false);
    var revocable = fields.optional("revocable", Form.truth(), false);
    var timeouts = fields.requiredKeys("timeouts", ProviderFile::timeouts);
    // Without order numbers every retry may deliver again: how often must be somebody's decision.
    var capForm = Form.small(1, 10);
    var cap =
        idempotency.equals(Optional.of(Idempotency.NONE))
            ? fields.required("readTimeoutCap", capForm)
            : fields.optional("readTimeoutCap", capForm, 2);
    var lane = fields.optional("lane", Form.choice(List.of(Lane.values()), Lane::word), Lane.FAST);
    var promise =
        fields.required("promise", Form.seconds(Duration.ofSeconds(1), Duration.ofDays(7)));
    var request = fields.optionalKeys("request", ExchangeFile::request, ExchangeFile.REQUEST);
    var results =
        fields.optionalList("results", RESULTS_MAX, ExchangeFile::result, ExchangeFile.RESULTS);
    var signing = fields.optionalKeys("signing", ProviderFile::signing, Signing.NONE);
    if (id.isPresent() && !names.declare(id.get())) {
      fields.note(
          "provider", Shown.text(id.get()) + " stands twice; each provider needs an id of its own");
    }
    return fields.build(
        () ->
            new Provider(
                id.orElseThrow(),
                endpoint.orElseThrow(),
                idempotency.orElseThrow(),
                limitAtSource.orElseThrow(),
                revocable.orElseThrow(),
                timeouts.orElseThrow(),
                cap.orElseThrow(),
                lane.orElseThrow(),
                promise.orElseThrow(),
                request.orElseThrow(),
                results,
                signing.orElseThrow()));
  }

  private static Optional<Timeouts> timeouts(Fields fields) {
    var minute = Duration.ofMinutes(1);
    var connect = fields.required("connect", Form.millis(MILLISECOND, minute));
    var write = fields.required("write", Form.millis(MILLISECOND, minute));
    var answer = Form.millis(MILLISECOND, Duration.ofMinutes(10));
    var read = fields.required("read", answer);
    var later = fields.optional("later", answer);
    if (later.isPresent() && read.filter(most -> later.get() < most).isPresent()) {
      fields.note(
          "later",
          "must be at least read, %d ms: a worker waits no less than a user, was %d ms"
              .formatted(read.get(), later.get()));
    }
    return fields.build(
        () ->
            new Timeouts(
                connect.orElseThrow(),
                write.orElseThrow(),
                read.orElseThrow(),
                later.orElse(null)));
  }

  private static Optional<Signing> signing(Fields fields) {
    var kinds = List.of(Signing.Kind.values());
    var kind = fields.required("kind", Form.choice(kinds, Signing.Kind::word));
    if (kind.isEmpty()) {
      // Which other keys are right depends on the kind.
      fields.allow("header", "secret");
      return fields.build(() -> Signing.NONE);
    }
    var header =
        switch (kind.get()) {
          case NONE -> fields.unused("header", "with kind none", "");
          case BEARER -> fields.unused("header", "with kind bearer", "Authorization");
          case HEADER, HMAC_SHA256 -> fields.required("header", ExchangeForm.header());
        };
    var secret =
        kind.get() == Signing.Kind.NONE
            ? fields.unused("secret", "with kind none", "")
            : fields.required("secret", Form.id());
    return fields.build(() -> new Signing(kind.get(), header.orElseThrow(), secret.orElseThrow()));
  }
}
