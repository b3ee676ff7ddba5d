package bestow.security;

import bestow.wire.security.Partners.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Nonces and missing numbers in memory, number by number, held to the same contract as those in
/// Redis.
final class MemoryPartnerStore implements PartnerStore {
  private final int noncesMax;
  private final Map<String, Stream> streams = new HashMap<>();

  MemoryPartnerStore(int noncesMax) {
    this.noncesMax = noncesMax;
  }

  private static final class Stream {
    private final Map<String, Long> nonces = new HashMap<>();
    // A number without an answer, and since when.
    private final TreeMap<Long, Long> missing = new TreeMap<>();
    // Where a gap begins that lies right behind another one of the same time.
    private final TreeSet<Long> starts = new TreeSet<>();
    private long highest;
    private long takenAt;
  }

  @Override
  public synchronized Remembered remember(Arrival arrival, long nowMillis) {
    var stream = streams.computeIfAbsent(arrival.partner(), _ -> new Stream());
    stream.nonces.values().removeIf(forgetAt -> forgetAt < nowMillis);
    if (stream.nonces.containsKey(arrival.nonce())) return new Remembered.Before();
    if (stream.nonces.size() >= noncesMax) {
      long first = stream.nonces.values().stream().min(Long::compare).orElseThrow();
      return new Remembered.Full(Math.max(1, first - nowMillis));
    }
    stream.nonces.put(arrival.nonce(), arrival.forgetAt());
    long highest = stream.highest == 0 ? arrival.first() - 1 : stream.highest;
    if (arrival.sequence() > highest) {
      stream.starts.add(highest + 1);
      for (long number = highest + 1; number <= arrival.sequence(); number++) {
        stream.missing.put(number, nowMillis);
      }
      stream.highest = arrival.sequence();
    }
    return new Remembered.New();
  }

  @Override
  public synchronized Taken take(String partner, long sequence, long nowMillis) {
    var stream = streams.computeIfAbsent(partner, _ -> new Stream());
    stream.takenAt = nowMillis;
    stream.missing.remove(sequence);
    return Taken.NOTED;
  }

  @Override
  public synchronized Looked look(String partner, long seenBefore, int gapsMax) {
    var stream = streams.computeIfAbsent(partner, _ -> new Stream());
    var gaps = new ArrayList<Gap>();
    stream.missing.forEach(
        (number, since) -> {
          if (since < seenBefore) add(gaps, number, since, stream.starts.contains(number));
        });
    long count = gaps.stream().mapToLong(gap -> gap.to() - gap.from() + 1).sum();
    long oldest = gaps.stream().mapToLong(Gap::since).min().orElse(0);
    return new Looked.Stream(
        stream.highest,
        stream.takenAt,
        count,
        oldest,
        List.copyOf(gaps.subList(0, Math.min(gapsMax, gaps.size()))),
        0);
  }

  private static void add(List<Gap> gaps, long number, long since, boolean starts) {
    if (!starts && !gaps.isEmpty() && gaps.getLast().to() == number - 1) {
      gaps.add(new Gap(gaps.removeLast().from(), number, since));
    } else {
      gaps.add(new Gap(number, number, since));
    }
  }
}
