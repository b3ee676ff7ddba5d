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

/// Connects to one Redis: logs in, makes sure that it is ours, loads the scripts; or asks a node of
/// a cluster about it. Every step is bounded by the connect timeout. Safe for use by many threads.
final class Dial {

  /// Whom a Redis belongs to. Without it two services that were given the same port would each
  /// believe in the other's keys.
  static final String OWNER_KEY = "bestow:owner";

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
      Optional<String> refusal = greet(opened(socket));
      if (refusal.isPresent()) {
        Wire.close(socket);
        return new Dialed.Shut(refusal.get());
      }
      // From here on a reply may be long in coming, since none was asked for.
      socket.setSoTimeout(0);
      return new Dialed.Open(new Wire(socket));
    } catch (IOException | JedisException e) {
      Wire.close(socket);
      return new Dialed.Shut(unusable(e));
    }
  }

  /// What this node of a cluster knows about it.
  Looked look() {
    try (Socket socket = new Socket();
        Connection connection = opened(socket)) {
      Object info = connection.executeCommand(new CommandArguments(Command.CLUSTER).add("INFO"));
      Object slots = connection.executeCommand(new CommandArguments(Command.CLUSTER).add("SLOTS"));
      return new Looked.Seen(
          SlotMap.read(new Address(settings.host(), settings.port()), info, slots));
    } catch (IOException | JedisException | IllegalArgumentException e) {
      return new Looked.Blind(unusable(e));
    }
  }

  /// Why the cluster whose owner this node knows isn't ours; nothing where it is.
  Optional<String> stranger() {
    try (Socket socket = new Socket();
        Connection connection = opened(socket)) {
      return stranger(connection);
    } catch (IOException | JedisException e) {
      return Optional.of(unusable(e));
    }
  }

  private Connection opened(Socket socket) throws IOException {
    int stepMillis = Math.toIntExact(settings.connectTimeout().toMillis());
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.connect(new InetSocketAddress(settings.host(), settings.port()), stepMillis);
    socket.setSoTimeout(stepMillis);
    return new Connection(() -> socket, login());
  }

  private String unusable(Exception e) {
    return settings.address() + " cannot be used: " + reason(e);
  }

  /// Prepares the connection; a sentence where this Redis isn't ours.
  private Optional<String> greet(Connection connection) {
    // A node of a cluster has not the key that tells the owner: the cluster was asked before.
    Optional<String> stranger = settings.clustered() ? Optional.empty() : stranger(connection);
    if (stranger.isPresent()) {
      return stranger;
    }
    for (Script script : scripts) {
      connection.executeCommand(
          new CommandArguments(Command.SCRIPT).add(Keyword.LOAD).add(script.source()));
    }
    return Optional.empty();
  }

  private Optional<String> stranger(Connection connection) {
    String owner = owner(connection);
    return owner.equals(settings.owner())
        ? Optional.empty()
        : Optional.of(
            "%s belongs to '%s', not to '%s': give each service a Redis of its own"
                .formatted(settings.address(), owner, settings.owner()));
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
