package bestow.flow;

import bestow.testing.ConsulProcess;
import bestow.testing.RedisProcess;

/// A process of a house to which something may be done.
///
/// @param ready returns once it is ready after a restart
record Victim(
    String name, Runnable kill, Runnable restart, Runnable pause, Runnable resume, Runnable ready) {

  static Victim of(String name, ServiceProcess service) {
    return new Victim(
        name,
        service::kill,
        service::restart,
        service::pause,
        service::resume,
        service::awaitReady);
  }

  static Victim of(String name, RedisProcess redis) {
    return new Victim(name, redis::kill, redis::restart, redis::pause, redis::resume, () -> {});
  }

  static Victim of(String name, ConsulProcess consul) {
    return new Victim(name, consul::kill, consul::restart, consul::pause, consul::resume, () -> {});
  }
}
