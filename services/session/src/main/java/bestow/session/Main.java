package bestow.session;

import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.security.SecureRandom;

/// Starts session.
public final class Main {
  /// What session is to whoever starts it.
  static final Service SERVICE = Service.of("session", 8101);

  private static final int CONNECT_MILLIS = 1000;
  private static final int READ_MILLIS = 2000;
  private static final int KEYS_BYTES_MAX = 256 << 10;
  // A key set may be fetched anew every five minutes, and for an unknown key at most every 30 s.
  private static final long KEYS_LIVE_MILLIS = 300_000;
  private static final long KEYS_FETCH_MILLIS = 5_000;
  private static final long KEYS_AGAIN_MILLIS = 30_000;

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, SessionSettings::from, Main::wire);
  }

  static SessionApi wire(SessionSettings settings, Platform platform) throws MalformedURLException {
    var store = StoreKeys.open(settings.store(), platform, RedisSessionStore.SCRIPTS);
    var retriever = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, KEYS_BYTES_MAX);
    var keys =
        JWKSourceBuilder.<SecurityContext>create(settings.keys().toURL(), retriever)
            .cache(KEYS_LIVE_MILLIS, KEYS_FETCH_MILLIS)
            .rateLimited(KEYS_AGAIN_MILLIS)
            .outageTolerantForever()
            .build();
    var identities =
        new IdentityProvider(
            settings.issuer(), settings.audience(), settings.tokenAgeMax(), keys, platform.clock());
    return new SessionApi(
        new Session(
            identities,
            new RedisSessionStore(store),
            platform.clock(),
            new SecureRandom(),
            settings.rules()));
  }
}
