package bestow.store;

/// Scripts that tests run.
final class Scripts {

  /// Counts a key up and gives the new value.
  static final Script COUNT = Script.of("count", "#!lua\nreturn redis.call('INCR', KEYS[1])");

  /// Writes down every call by its number, so that a call which ran twice shows.
  static final Script NOTE =
      Script.of(
          "note",
          """
          #!lua
          redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
          return redis.call('HLEN', KEYS[1])
          """);

  /// Gives back its first argument.
  static final Script ECHO = Script.of("echo", "#!lua\nreturn ARGV[1]");

  /// Gives what stands there, and can't change it.
  static final Script READ =
      Script.of("read", "#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])");

  /// Writes down a call by its number where it isn't written down yet.
  static final Script ONCE =
      Script.of("once", "#!lua\nreturn redis.call('HSETNX', KEYS[1], ARGV[1], 1)");

  /// Reads two keys.
  static final Script BOTH =
      Script.of(
          "both", "#!lua\nreturn redis.call('EXISTS', KEYS[1]) + redis.call('EXISTS', KEYS[2])");

  private Scripts() {}
}
