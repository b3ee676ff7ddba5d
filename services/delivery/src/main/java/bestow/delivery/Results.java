package bestow.delivery;

import bestow.delivery.Attempt.End;
import bestow.mesh.Outcome;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Provider.ResultRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a provider's answers mean: the first rule that fits decides, and without one the answer is
/// unclear. For any number of threads.
final class Results {

  /// A receipt longer than this is cut: that the provider delivered is what matters.
  private static final int RECEIPT_CHARS_MAX = 256;

  private static final String REASON_USUAL = "not-eligible";
  private static final int UNKNOWN_ORDER = 404;
  private static final int GONE = 410;
  private static final Codec<Object> ANSWERS = Json.codec(Object.class);

  private final List<ResultRule> rules;

  Results(List<ResultRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// What became of an attempt to deliver.
  Verdict delivered(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> judge(answered);
      case Outcome.NotSent _ -> new Verdict.NotSent(end(outcome, 0));
      case Outcome.MaybeApplied _ -> new Verdict.Unclear(end(outcome, 0));
      // A status without the rest of its answer says too little, and a stranger's mark that it
      // refused is not believed.
      case Outcome.Unreadable unreadable -> new Verdict.Unclear(end(outcome, unreadable.status()));
      case Outcome.Refused _ -> new Verdict.Unclear(end(outcome, 503));
    };
  }

  /// What the provider says when it is asked about an order: only that it delivered, or never heard
  /// of it, is worth anything.
  Verdict asked(Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)) {
      return new Verdict.Unclear(end(outcome, 0));
    }
    if (answered.status() == UNKNOWN_ORDER) {
      return new Verdict.NeverHeard(end(outcome, UNKNOWN_ORDER));
    }
    return judge(answered) instanceof Verdict.Delivered delivered
        ? delivered
        : new Verdict.Unclear(end(outcome, answered.status()));
  }

  /// What the provider says when it is asked to take an order back: one that it has no more is as
  /// good as taken back. Rules of its own are about deliveries, and mean nothing here.
  Verdict revoked(Outcome outcome) {
    if (outcome instanceof Outcome.NotSent) {
      return new Verdict.NotSent(end(outcome, 0));
    }
    if (!(outcome instanceof Outcome.Answered answered)) {
      return new Verdict.Unclear(end(outcome, 0));
    }
    int status = answered.status();
    var end = end(outcome, status);
    return switch (status) {
      case UNKNOWN_ORDER, GONE -> new Verdict.Revoked(end);
      case 408, 425, 429 -> new Verdict.RetryLater(end);
      default -> {
        if (status >= 200 && status < 300) {
          yield new Verdict.Revoked(end);
        }
        yield status >= 400 && status < 500
            ? new Verdict.Refused("revoke-refused", end)
            : new Verdict.Unclear(end);
      }
    };
  }

  private Verdict judge(Outcome.Answered answered) {
    var end = end(answered, answered.status());
    var members = new Members(answered.body());
    for (var rule : rules) {
      if (fits(rule, answered.status(), members)) {
        return verdict(rule, members, end);
      }
    }
    return new Verdict.Unclear(end);
  }

  private static Verdict verdict(ResultRule rule, Members members, End end) {
    return switch (rule.result()) {
      case DELIVERED ->
          receipt(rule, members)
              .<Verdict>map(receipt -> new Verdict.Delivered(receipt, end))
              .orElseGet(() -> new Verdict.Unclear(end));
      case REFUSED -> {
        var reason = rule.reason();
        yield new Verdict.Refused(reason == null ? REASON_USUAL : reason, end);
      }
      case RETRY_LATER -> new Verdict.RetryLater(end);
      case UNCERTAIN -> new Verdict.Unclear(end);
    };
  }

  private static boolean fits(ResultRule rule, int status, Members members) {
    if (status < rule.statusFrom() || status > rule.statusTo()) {
      return false;
    }
    var member = rule.member();
    if (member == null) {
      return true;
    }
    var value = members.text(member);
    var equal = rule.equal();
    return value.isPresent() && (equal == null || value.get().equals(equal));
  }

  private static Optional<String> receipt(ResultRule rule, Members members) {
    var member = rule.receipt();
    return member == null
        ? Optional.of("")
        : members
            .text(member)
            .map(text -> text.substring(0, Math.min(text.length(), RECEIPT_CHARS_MAX)));
  }

  private static End end(Outcome outcome, int status) {
    return new End(outcome.trail().phase().name().toLowerCase(Locale.ROOT), status);
  }

  /// The top-level members of a JSON answer, read when first needed.
  private static final class Members {
    private final byte[] body;
    private Optional<Map<?, ?>> read = Optional.empty();

    Members(byte[] body) {
      this.body = body;
    }

    /// The member as text, if it is there and neither an object nor an array.
    Optional<String> text(String name) {
      if (read.isEmpty()) {
        read = Optional.of(read());
      }
      var value = read.get().get(name);
      return value instanceof String || value instanceof Number || value instanceof Boolean
          ? Optional.of(value.toString())
          : Optional.empty();
    }

    private Map<?, ?> read() {
      try {
        return ANSWERS.read(body) instanceof Map<?, ?> members ? members : Map.of();
      } catch (MalformedJsonException _) {
        return Map.of();
      }
    }
  }
}
