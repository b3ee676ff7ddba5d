package bestow.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a `RedisProcess` is set up. Immutable; each `with` gives a new one.
///
/// @param fsync when a write is durable
/// @param password what the default user must give; empty: none is asked for
/// @param users ACL users by name, with their passwords; each may do everything, and the default
///     user is off if there is any
/// @param directives more lines of redis.conf, by directive: `cluster-enabled` → `yes`
/// @param environment what its process is told besides our own environment
public record RedisOptions(
    Fsync fsync,
    Optional<String> password,
    Map<String, String> users,
    Map<String, String> directives,
    Map<String, String> environment) {
  /// When Redis tells the disk to keep what it wrote; the words of `appendfsync`.
  public enum Fsync {
    /// Before the answer.
    ALWAYS,
    /// Once a second.
    EVERYSEC
  }

  /// An append-only file, written through once a second, and no password.
  public static final RedisOptions DEFAULT =
      new RedisOptions(Fsync.EVERYSEC, Optional.empty(), Map.of(), Map.of(), Map.of());

  public RedisOptions {
    users = Map.copyOf(users);
    directives = Map.copyOf(directives);
    environment = Map.copyOf(environment);
  }

  /// Answers only once a write is on the disk.
  public RedisOptions withFsyncAlways() {
    return new RedisOptions(Fsync.ALWAYS, password, users, directives, environment);
  }

  /// Asks the default user for a password.
  public RedisOptions withPassword(String secret) {
    return new RedisOptions(fsync, Optional.of(secret), users, directives, environment);
  }

  /// Adds an ACL user, who may do everything, and turns the default user off.
  public RedisOptions withUser(String name, String secret) {
    return new RedisOptions(fsync, password, added(users, name, secret), directives, environment);
  }

  /// Adds a line to redis.conf.
  public RedisOptions with(String directive, String value) {
    return new RedisOptions(
        fsync, password, users, added(directives, directive, value), environment);
  }

  /// Tells its process a variable more.
  public RedisOptions withEnvironment(String name, String value) {
    var more = added(environment, name, value);
    return new RedisOptions(fsync, password, users, directives, more);
  }

  List<String> configuration(int port) {
    var lines =
        new ArrayList<>(
            List.of(
                "bind 127.0.0.1",
                "port " + port,
                "daemonize no",
                "save \"\"",
                "appendonly yes",
                "appendfsync " + (fsync == Fsync.ALWAYS ? "always" : "everysec"),
                "maxmemory-policy noeviction",
                // Tests ask for DEBUG SLEEP and the like.
                "enable-debug-command local"));
    password.ifPresent(secret -> lines.add("requirepass \"" + secret + "\""));
    users.forEach(
        (name, secret) -> lines.add("user " + name + " on \">" + secret + "\" ~* &* +@all"));
    if (!users.isEmpty()) {
      // Redis loads its append-only file as the default user. Off, nobody can sign in as it, but
      // without its rights every write of a script would be refused, and lost, at a restart.
      lines.add("user default off ~* &* +@all");
    }
    directives.forEach((directive, value) -> lines.add(directive + " " + value));
    return lines;
  }

  private static Map<String, String> added(Map<String, String> map, String key, String value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
