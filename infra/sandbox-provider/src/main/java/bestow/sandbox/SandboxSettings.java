package bestow.sandbox;

import bestow.server.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All that the sandbox provider can be told at start.
///
/// @param host where gifts are asked for
/// @param port where gifts are asked for; 0 for any free one
/// @param adminPort where it is looked after, on the loopback alone; 0 for any free one
/// @param ledger the ledger's file; made when missing
/// @param bounds how much it gives
/// @param manners how it treats its clients
/// @param limits what one client may take
record SandboxSettings(
    String host,
    int port,
    int adminPort,
    Path ledger,
    Ledger.Bounds bounds,
    GiftDoors.Manners manners,
    Connection.Limits limits) {

  static SandboxSettings from(Settings settings) {
    return new SandboxSettings(
        settings.text("server.host", "127.0.0.1"),
        settings.integer("server.port", 8110, 0, 65_535),
        settings.integer("admin.port", 8111, 0, 65_535),
        settings.path("ledger.file", Path.of("data", "sandbox-provider", "ledger.jsonl")),
        new Ledger.Bounds(
            settings.integer("ledger.orders-max", 5_000_000, 1, 50_000_000),
            settings.integer("user-limit", 0, 0, 1_000_000)),
        new GiftDoors.Manners(
            settings.flag("honour-orders", true)
                ? GiftDoors.Manners.Orders.HONOURED
                : GiftDoors.Manners.Orders.IGNORED,
            Integer.parseInt(settings.choice("repeat-status", "200", List.of("200", "409")))),
        new Connection.Limits(
            settings.integer("server.connections-max", 2_048, 1, 100_000),
            settings.bytes("server.headers-max", 8 << 10, 512, 64 << 10),
            settings.bytes("server.body-max", 8 << 10, 64, 1 << 20),
            millis(settings, "server.idle", Duration.ofMinutes(2)),
            millis(settings, "server.read", Duration.ofSeconds(10))));
  }

  private static int millis(Settings settings, String key, Duration otherwise) {
    return Math.toIntExact(
        settings.duration(key, otherwise, Duration.ofMillis(50), Duration.ofHours(1)).toMillis());
  }
}
