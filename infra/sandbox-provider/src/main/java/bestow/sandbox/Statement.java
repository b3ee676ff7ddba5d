package bestow.sandbox;

import bestow.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was delivered within a time and not taken back, as a provider states it to its clients at
/// the end of a day: one line a delivery, in order.
final class Statement {

  private static final String HEADER = "order,receipt,time,quantity\n";

  /// Some 16 MiB, which is as much as a client takes at once.
  private static final int LINES_MAX = 150_000;

  private Statement() {}

  /// The statement that is asked for by the query's `from` and `to`, each optional.
  static HttpAnswer answer(Path ledger, String query) throws RequestRefusedException, IOException {
    var from = instant(query, "from", Instant.EPOCH);
    var to = instant(query, "to", Instant.MAX);
    var delivered = new ArrayList<Entry>();
    Set<String> revoked = new HashSet<>();
    long _ =
        LedgerFile.readBack(
            ledger, Json.codec(Entry.class), entry -> sort(entry, delivered, revoked));
    var lines = new StringBuilder(HEADER);
    int count = 0;
    for (var entry : delivered) {
      var time = Instant.ofEpochMilli(entry.at());
      if (!revoked.contains(entry.order()) && !time.isBefore(from) && time.isBefore(to)) {
        count++;
        lines.append(
            "%s,%s,%s,%d\n".formatted(entry.order(), entry.receipt(), time, entry.quantity()));
      }
    }
    if (count > LINES_MAX) {
      return HttpAnswer.problem(
          413,
          "too-many-lines",
          "Too many lines",
          "a statement has %d lines at most: ask for less by from and to".formatted(LINES_MAX));
    }
    return new HttpAnswer.Whole(200, "text/csv", lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void sort(Entry entry, List<Entry> delivered, Set<String> revoked) {
    if (entry.isDelivery()) {
      delivered.add(entry);
    } else {
      revoked.add(entry.order());
    }
  }

  private static Instant instant(String query, String name, Instant otherwise)
      throws RequestRefusedException {
    try {
      return value(query, name).map(Instant::parse).orElse(otherwise);
    } catch (DateTimeException _) {
      throw new RequestRefusedException(
          422, "invalid", "Invalid", name + " is a time such as 2026-11-20T00:00:00Z");
    }
  }

  private static Optional<String> value(String query, String name) {
    for (var pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(pair.substring(name.length() + 1).replace("%3A", ":"));
      }
    }
    return Optional.empty();
  }
}
