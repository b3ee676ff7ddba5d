package bestow.quota;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What the rules work with.
///
/// @param store where limits, orders and buckets are kept
/// @param pools where stock is moved
/// @param sight what this process has seen of it
/// @param together how the same is done for many things
/// @param later does what no claim waits for
/// @param patienceNanos how long the running claim may wait for another one's stock
/// @param metrics counts what happens
record Means(
    QuotaStore store,
    PoolStore pools,
    Sight sight,
    Together together,
    Executor later,
    LongSupplier patienceNanos,
    QuotaMetrics metrics) {}
