package bestow.config;

import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;
import io.helidon.webserver.http.HttpService;

/// The process of the config service.
public final class Main {
  private static final int PORT = 8103;

  private Main() {}

  /// Runs the process until it is told to go.
  ///
  /// @param arguments none, or a settings file
  public static void main(String[] arguments) {
    service().run(arguments, ConfigSettings::from, Main::wire);
  }

  static Service service() {
    return Service.of("config", PORT).bodyMax(CampaignFile.BYTES_MAX);
  }

  static HttpService wire(ConfigSettings settings, Platform platform) {
    var redis = StoreKeys.open(settings.store(), platform, RedisConfigStore.SCRIPTS);
    return doors(new RedisConfigStore(redis), settings, platform);
  }

  static HttpService doors(ConfigStore store, ConfigSettings settings, Platform platform) {
    var publications =
        platform.closing(
            "publications", Publications.start(store, platform.ticker(), settings.publications()));
    platform.whenLeaving(publications::close);
    platform.readyWhen("published", publications::loaded);
    var config = new Config(store, platform.clock(), settings.limits(), publications::changed);
    var operator = new Operator(settings.operatorToken());
    return new ConfigApi(config, publications, operator, platform.ticker());
  }
}
