package bestow.session;

import bestow.mesh.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/// The rules of sessions: who may have one, for how long, and when it ends.
final class Session {
  private final IdentityProvider identities;
  private final SessionStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration life;
  private final int perUserMax;

  /// @param random cryptographically strong: tokens are made of it
  Session(
      IdentityProvider identities,
      SessionStore store,
      InstantSource clock,
      RandomGenerator random,
      Rules rules) {
    this.identities = identities;
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.life = rules.life();
    this.perUserMax = rules.perUserMax();
  }

  /// @param life how long a session lasts
  /// @param perUserMax how many sessions a user may have open
  record Rules(Duration life, int perUserMax) {}

  /// Exchanges an identity provider's token for a session.
  Opening open(String jwt) {
    return switch (identities.verify(jwt)) {
      case Identity.Rejected(String reason) -> new Opening.Rejected(reason);
      case Identity.Proven(String user) -> {
        Instant now = clock.instant();
        Instant expires = now.plus(life);
        var token = Token.create(user, random);
        yield switch (store.open(token, user, now, expires, perUserMax)) {
          case KEPT -> new Opening.Opened(token, user, expires);
          case UNAVAILABLE -> new Opening.Unavailable();
        };
      }
    };
  }

  /// Whose session a token is.
  SessionStore.Found validate(String token) {
    return Token.parse(token)
        .map(parsed -> store.find(parsed, clock.instant()))
        .orElseGet(SessionStore.Found.Nobody::new);
  }

  /// Whose sessions these tokens are, looked up side by side.
  List<SessionStore.Found> validate(List<String> tokens) {
    var context = CallContext.current();
    List<Future<SessionStore.Found>> looked;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      looked =
          tokens.stream()
              .map(token -> threads.submit(context.carry(() -> validate(token))))
              .toList();
    }
    return looked.stream().map(Future::resultNow).toList();
  }

  /// Ends one session.
  SessionStore.Ended close(String token) {
    return Token.parse(token)
        .map(parsed -> store.close(parsed, clock.instant()))
        .orElseGet(SessionStore.Ended.Nobody::new);
  }

  /// Ends every session of a user.
  SessionStore.Ended closeEverywhere(String token) {
    return Token.parse(token)
        .map(parsed -> store.closeAll(parsed, clock.instant()))
        .orElseGet(SessionStore.Ended.Nobody::new);
  }

  /// What came of opening a session.
  sealed interface Opening {
    record Opened(Token token, String user, Instant expires) implements Opening {}

    record Rejected(String reason) implements Opening {}

    record Unavailable() implements Opening {}
  }
}
