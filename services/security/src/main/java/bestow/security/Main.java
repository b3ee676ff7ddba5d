package bestow.security;

import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;

/// Starts security.
public final class Main {
  /// What security is to whoever starts it.
  static final Service SERVICE = Service.of("security", 8102);

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, SecuritySettings::from, Main::wire);
  }

  static SecurityApi wire(SecuritySettings settings, Platform platform) {
    var store = StoreKeys.open(settings.store(), platform, RedisSecurityStore.SCRIPTS);
    var security =
        new Security(new RedisSecurityStore(store), platform.clock(), settings.thresholds());
    return new SecurityApi(security, settings.operatorToken());
  }
}
