package bestow.store;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;
import redis.clients.jedis.util.RedisOutputStream;

/// The bytes of one connection that is open and logged in, in the protocol as Jedis speaks it. One
/// thread may send while another reads; any may close it, which ends both.
final class Wire {

  /// 64 KiB: a full batch of common calls goes out by one write.
  private static final int BUFFER_BYTES = 65536;

  private final Socket socket;
  private final RedisOutputStream out;
  private final RedisInputStream in;

  /// Takes over a socket on which every reply so far was read.
  Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.out = new RedisOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    this.in = new RedisInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /// Hands every call of the batch to the socket, and behind them the question how many replicas
  /// have it, where that is asked. No other connection's writes are counted by it, and none of this
  /// one's is left out.
  ///
  /// @throws JedisConnectionException where the connection broke, at whichever byte
  void send(Batch batch, StoreSettings.Replicas replicas) {
    try {
      for (int i = 0; i < batch.size(); i++) {
        Pending call = batch.call(i);
        if (call.asking()) {
          Protocol.sendCommand(out, new CommandArguments(Protocol.Command.ASKING));
        }
        Protocol.sendCommand(out, call.command());
      }
      if (replicas.ask(batch)) {
        Protocol.sendCommand(
            out,
            new CommandArguments(Protocol.Command.WAIT)
                .add(replicas.count())
                .add(replicas.timeout().toMillis()));
      }
      out.flush();
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  /// Waits for the next reply: what Jedis makes of it, an exception as a value for an error, null
  /// for nothing.
  ///
  /// @throws JedisConnectionException where the connection broke or what came is no reply
  @Nullable Object read() {
    try {
      return Protocol.read(in);
    } catch (JedisDataException e) {
      return e;
    }
  }

  /// Ends the connection at once.
  void close() {
    close(socket);
  }

  /// Closes a socket, whatever state it is in.
  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // The descriptor is released all the same, and nothing that was written mattered any more.
    }
  }
}
