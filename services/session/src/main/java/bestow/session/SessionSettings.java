package bestow.session;

import bestow.server.Settings;
import bestow.store.StoreKeys;
import bestow.store.StoreSettings;
import java.net.URI;
import java.time.Duration;

/// All that session reads at its start, beside what every service has.
///
/// @param store its own Redis
/// @param issuer what an identity provider's token must have as `iss`
/// @param audience what it must have among its `aud`
/// @param keys the identity provider's public keys as a JWK set: `https:`, `http:` or `file:`
/// @param tokenAgeMax how long ago an identity provider's token may have been issued
/// @param rules how long a session lasts, and how many a user may have
record SessionSettings(
    StoreSettings store,
    String issuer,
    String audience,
    URI keys,
    Duration tokenAgeMax,
    Session.Rules rules) {

  static SessionSettings from(Settings settings) {
    return new SessionSettings(
        StoreKeys.read("session", 7101, settings),
        settings.text("identity.issuer"),
        settings.text("identity.audience", "bestow"),
        URI.create(settings.text("identity.keys")),
        settings.duration(
            "identity.token-age-max",
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofHours(24)),
        new Session.Rules(
            settings.duration(
                "session.life", Duration.ofHours(12), Duration.ofMinutes(1), Duration.ofDays(90)),
            settings.integer("session.per-user-max", 20, 1, 1000)));
  }
}
