package bestow.mesh;

import java.time.Duration;

/// How to call one callee. Every callee has its own: a query of 3 ms and a delivery of 5 s have
/// nothing in common.
///
/// @param name the service's name in the registry, or what an outside one is called in metrics
/// @param connect how long opening a connection may take; above zero
/// @param write how long writing a request may take; above zero
/// @param read how long the callee may be silent while its answer is awaited or read; above zero
/// @param total how long all of it may take, waiting for a connection included; above zero
/// @param connectionsMax how many connections one instance may have at once; at least 1
/// @param waitersMax how many calls may wait for a connection to one instance; 0 or more
/// @param bodyBytesMax how many bytes an answer's body may have; 0 or more
/// @param heal how to get along with instances that are not well
public record CalleeSettings(
    String name,
    Duration connect,
    Duration write,
    Duration read,
    Duration total,
    int connectionsMax,
    int waitersMax,
    int bodyBytesMax,
    HealSettings heal) {

  public CalleeSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A callee has a name");
    }
    above0(name, "connect", connect);
    above0(name, "write", write);
    above0(name, "read", read);
    above0(name, "total", total);
    atLeast(1, name, "connectionsMax", connectionsMax);
    atLeast(0, name, "waitersMax", waitersMax);
    atLeast(0, name, "bodyBytesMax", bodyBytesMax);
  }

  /// What suits a small call in one data centre: connect 100 ms, write 200 ms, read 200 ms, total
  /// 500 ms, 64 connections and 256 waiters an instance, answers of up to 1 MiB.
  public static CalleeSettings of(String name) {
    return new CalleeSettings(
        name,
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        64,
        256,
        1 << 20,
        HealSettings.usual());
  }

  /// The same with another time to connect.
  public CalleeSettings connect(Duration time) {
    return new CalleeSettings(
        name, time, write, read, total, connectionsMax, waitersMax, bodyBytesMax, heal);
  }

  /// The same with another time to write.
  public CalleeSettings write(Duration time) {
    return new CalleeSettings(
        name, connect, time, read, total, connectionsMax, waitersMax, bodyBytesMax, heal);
  }

  /// The same with another time to read.
  public CalleeSettings read(Duration time) {
    return new CalleeSettings(
        name, connect, write, time, total, connectionsMax, waitersMax, bodyBytesMax, heal);
  }

  /// The same with another time for all of it.
  public CalleeSettings total(Duration time) {
    return new CalleeSettings(
        name, connect, write, read, time, connectionsMax, waitersMax, bodyBytesMax, heal);
  }

  /// The same with other bounds on one instance's connections and on the calls that wait for one.
  public CalleeSettings bounds(int connections, int waiters) {
    return new CalleeSettings(
        name, connect, write, read, total, connections, waiters, bodyBytesMax, heal);
  }

  /// The same with another bound on an answer's body.
  public CalleeSettings bodyBytesMax(int bytes) {
    return new CalleeSettings(
        name, connect, write, read, total, connectionsMax, waitersMax, bytes, heal);
  }

  /// The same with another way to get along with instances that are not well.
  public CalleeSettings heal(HealSettings other) {
    return new CalleeSettings(
        name, connect, write, read, total, connectionsMax, waitersMax, bodyBytesMax, other);
  }

  private static void above0(String callee, String key, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(callee + ": " + key + " > 0, was " + time);
    }
  }

  private static void atLeast(int min, String callee, String key, int value) {
    if (value < min) {
      throw new IllegalArgumentException(callee + ": " + key + " >= " + min + ", was " + value);
    }
  }
}
