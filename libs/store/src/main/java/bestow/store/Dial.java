package bestow.store;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisException;

/// Connects to one Redis: logs in, makes sure that it is ours, loads the scripts. Every step is
/// bounded by the connect timeout. Safe for use by many threads.
final class Dial {

  /// Whom a Redis belongs to. Without it two services that were given the same port would each
  /// believe in the other's keys.
  private static final String OWNER_KEY = "bestow:owner";

  private final StoreSettings settings;
  private final List<Script> scripts;

  Dial(StoreSettings settings, List<Script> scripts) {
    this.settings = settings;
    this.scripts = List.copyOf(scripts);
  }

  /// One attempt, from the name's look-up on.
  Dialed connect() {
    Socket socket = new Socket();
    try {
      int stepMillis = Math.toIntExact(settings.connectTimeout().toMillis());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(settings.host(), settings.port()), stepMillis);
      socket.setSoTimeout(stepMillis);
      Optional<String> refusal = greet(socket);
      if (refusal.isPresent()) {
        Wire.close(socket);
        return new Dialed.Shut(refusal.get());
      }
      // From here on a reply may be long in coming, since none was asked for.
      socket.setSoTimeout(0);
      return new Dialed.Open(new Wire(socket));
    } catch (IOException | JedisException e) {
      Wire.close(socket);
      return new Dialed.Shut(settings.address() + " cannot be used: " + reason(e));
    }
  }

  /// Logs in and prepares the connection; a sentence where this Redis isn't ours.
  private Optional<String> greet(Socket socket) {
    Connection connection = new Connection(() -> socket, login());
    String owner = owner(connection);
    if (!owner.equals(settings.owner())) {
      return Optional.of(
          "%s belongs to '%s', not to '%s': give each service a Redis of its own"
              .formatted(settings.address(), owner, settings.owner()));
    }
    for (Script script : scripts) {
      connection.executeCommand(
          new CommandArguments(Command.SCRIPT).add(Keyword.LOAD).add(script.source()));
    }
    return Optional.empty();
  }

  /// Whose Redis this is: ours from now on where it was nobody's.
  private String owner(Connection connection) {
    CommandArguments get = new CommandArguments(Command.GET).add(OWNER_KEY);
    // Looked at before it is set, so that a Redis which may not be written to now is still ours.
    if (!(connection.executeCommand(get) instanceof byte[])) {
      connection.executeCommand(
          new CommandArguments(Command.SET).add(OWNER_KEY).add(settings.owner()).add(Keyword.NX));
    }
    return connection.executeCommand(get) instanceof byte[] owner
        ? new String(owner, StandardCharsets.UTF_8)
        : "";
  }

  private JedisClientConfig login() {
    DefaultJedisClientConfig.Builder login =
        DefaultJedisClientConfig.builder()
            .clientName("bestow-" + settings.owner())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (!settings.user().isEmpty()) {
      login.user(settings.user());
    }
    if (!settings.password().isEmpty()) {
      login.password(settings.password());
    }
    return login.build();
  }

  /// The innermost message: Jedis wraps what the socket said.
  static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
