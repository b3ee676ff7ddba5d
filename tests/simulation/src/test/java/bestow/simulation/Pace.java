package bestow.simulation;

import bestow.mesh.Ticker;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/// How fast claims are lived through, from its making on: by the clock on the wall, and by what the
/// processors do for this process. For any number of threads.
final class Pace {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Ticker ticker = Ticker.system();
  private final long startNanos = ticker.nanos();
  private final long startCpuNanos = SYSTEM.getProcessCpuTime();

  /// So many claims since it was made, as in `600,000 a minute, 12,000 a second of CPU`.
  String of(long claims) {
    return "%,.0f a minute, %,.0f a second of CPU"
        .formatted(
            rate(claims, ticker.nanos() - startNanos, TimeUnit.MINUTES),
            rate(claims, SYSTEM.getProcessCpuTime() - startCpuNanos, TimeUnit.SECONDS));
  }

  private static double rate(long claims, long nanos, TimeUnit unit) {
    return (double) claims * unit.toNanos(1) / Math.max(1, nanos);
  }
}
