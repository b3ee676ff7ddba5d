package bestow.delivery;

import bestow.delivery.Finding.Kind;
import bestow.delivery.ProviderJudge.Judgement;
import bestow.delivery.ProviderJudge.Said;
import bestow.delivery.ProviderLedger.Result;
import bestow.delivery.RedisFindings.Index;
import bestow.delivery.RedisFindings.Known;
import bestow.delivery.RedisFindings.Place;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.delivery.StatementReader.Line;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.wire.Problem.Mistake;
import bestow.wire.delivery.OrderState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Takes providers' statements and compares them with what delivery has. A statement may come
/// again, or in parts: what was taken before changes nothing. For any number of threads.
final class Statements {

  /// Looked at side by side: their scripts reach the store as one batch.
  private static final int BATCH = 100;

  /// For a statement of some 100,000 lines on a slow day.
  private static final Duration TIME = Duration.ofMinutes(10);

  /// Clocks differ, and so do the moments that an answer is sent and written down: what ended so
  /// shortly before the end of a statement's time may stand in the next one, and is looked for
  /// then.
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final RedisFindings findings;
  private final ProviderLedger ledger;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Duration kept;

  /// @param kept for how long it is remembered which orders have got their end
  Statements(
      RedisFindings findings, ProviderLedger ledger, Providers.Clocks clocks, Duration kept) {
    this.findings = findings;
    this.ledger = ledger;
    this.clock = clocks.clock();
    this.ticker = clocks.ticker();
    this.kept = kept;
  }

  /// Whether it is remembered still what was delivered within the period.
  boolean reaches(Period period) {
    return period.from() - SKEW.toMillis() >= clock.millis() - kept.toMillis();
  }

  /// Which statement.
  ///
  /// @param provider whose
  /// @param name the provider's or the operator's name for it, as a date
  record Which(String provider, String name) {}

  /// A time, in epoch milliseconds.
  ///
  /// @param to the first moment behind it
  record Period(long from, long to) {}

  /// What came of a statement.
  sealed interface Taken {
    /// It was compared, but for lines that are none.
    ///
    /// @param lines how many were compared
    /// @param came how many came to what
    /// @param wrong how many lines are none
    /// @param unstated how many of ours stand in no statement, where that was asked for
    record Compared(
        long lines, Map<Result, Integer> came, long unstated, long wrong, List<Mistake> mistakes)
        implements Taken {
      public Compared {
        came = Map.copyOf(came);
        mistakes = List.copyOf(mistakes);
      }
    }

    /// Nothing of it was taken: it is no statement.
    record NoStatement(List<Mistake> mistakes) implements Taken {
      public NoStatement {
        mistakes = List.copyOf(mistakes);
      }
    }

    /// The store gave no answer: the same has to come again.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Taken {}
  }

  /// Compares a statement with what delivery has, line by line as it arrives.
  ///
  /// @param whole the time that it is the whole statement of: orders of ours which were delivered
  ///     then and stand nowhere are found; nothing where it is a part
  /// @throws IOException where the statement ends too early
  Taken take(Which which, InputStream in, Optional<Period> whole) throws IOException {
    var reader = new StatementReader(in);
    if (!reader.header()) {
      return new Taken.NoStatement(reader.mistakes());
    }
    var came = new EnumMap<Result, Integer>(Result.class);
    long lines = 0;
    try {
      var batch = new ArrayList<Line>(BATCH);
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        batch.add(line.get());
        lines++;
        if (batch.size() == BATCH) {
          compare(which, batch).forEach(result -> came.merge(result, 1, Integer::sum));
          batch.clear();
        }
      }
      compare(which, batch).forEach(result -> came.merge(result, 1, Integer::sum));
      boolean complete = reader.wrong() == 0 && whole.isPresent();
      int unstated = complete ? within(() -> unstated(which, whole.get())) : 0;
      return new Taken.Compared(lines, came, unstated, reader.wrong(), reader.mistakes());
    } catch (UnansweredException e) {
      return new Taken.Unanswered(e.why());
    }
  }

  /// Side by side, but for lines of the same order.
  private List<Result> compare(Which which, List<Line> batch) throws UnansweredException {
    var orders = batch.stream().collect(Collectors.groupingBy(Line::order));
    var results = new ArrayList<Result>(batch.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<List<Result>>>(orders.size());
      for (var lines : orders.values()) {
        futures.add(threads.submit(() -> within(() -> compareOne(which, lines))));
      }
      for (var future : futures) {
        results.addAll(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnansweredException unanswered) {
        throw unanswered;
      }
      throw new IllegalStateException("a line could not be compared", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnansweredException("interrupted");
    }
  }

  private List<Result> compareOne(Which which, List<Line> lines) throws UnansweredException {
    var results = new ArrayList<Result>(lines.size());
    for (var line : lines) {
      results.add(compare(which, line));
    }
    return results;
  }

  private Result compare(Which which, Line line) throws UnansweredException {
    var said = new Said.Delivered(which.provider(), line.receipt(), line.quantity());
    var number = OrderNumber.of(line.order());
    if (number.isEmpty()) {
      var before = findings.found(line.order());
      return ledger.heard(line.order(), Optional.empty(), before, said);
    }
    // One delivery, in whichever statement it stands, and however often.
    var delivery =
        line.receipt().isEmpty()
            ? "%s at %s".formatted(which.provider(), Instant.ofEpochMilli(line.at()))
            : "%s, receipt %s".formatted(which.provider(), line.receipt());
    var stated = findings.state(number.get(), delivery);
    if (!stated.first().equals(delivery)) {
      ledger.found(
          line.order(),
          stated.found(),
          new Judgement.Ask(
              Kind.DIFFERS,
              stated.order().map(ProviderJudge::word).orElse("unknown"),
              "stated as %s and, in %s line %d, as %s"
                  .formatted(stated.first(), which.name(), line.line(), delivery),
              "The provider states it twice: it delivered it twice, or the statement is wrong."));
      return Result.FOUND;
    }
    return ledger.heard(line.order(), stated.order(), stated.found(), said);
  }

  /// Finds the orders that were delivered by the provider within the period and stand nowhere.
  private int unstated(Which which, Period period) throws UnansweredException {
    int found = 0;
    for (int shard = 0; shard < OrderNumber.SHARDS; shard++) {
      // What is compared with quota's ledger meanwhile goes from the first index to the second.
      for (var index : Index.values()) {
        found += unstated(which, period, shard, index);
      }
    }
    return found;
  }

  private int unstated(Which which, Period period, int shard, Index index)
      throws UnansweredException {
    int found = 0;
    long from = period.from() - SKEW.toMillis();
    var place = Optional.of(new Place(from, ""));
    while (place.isPresent()) {
      var page = findings.unstated(shard, index, place.get(), period.to() - SKEW.toMillis());
      for (var known : page.orders()) {
        if (isMissed(which, known.order())) {
          unstated(known);
          found++;
        }
      }
      place = page.next();
    }
    return found;
  }

  private static boolean isMissed(Which which, Order order) {
    return order.state() == OrderState.DELIVERED
        && order.asked().target().startsWith(which.provider() + "@");
  }

  private void unstated(Known known) throws UnansweredException {
    ledger.found(
        known.order().number().value(),
        known.found(),
        new Judgement.Ask(
            Kind.ONLY_OURS,
            ProviderJudge.word(known.order()),
            "stands in no statement",
            "The provider answered that it delivered and does not state it: show it the receipt, and"
                + " have the gift made good where nobody got it."));
  }

  private <T> T within(ScopedValue.CallableOp<T, UnansweredException> work)
      throws UnansweredException {
    return CallContext.root(Deadline.in(TIME, ticker), Criticality.LIST).call(work);
  }
}
