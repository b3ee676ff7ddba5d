package bestow.delivery;

import bestow.wire.config.Lane;

/// A provider as orders meet it.
///
/// @param target which provider at which endpoint: what an order in doubt stays with
/// @param revocable whether it takes back what it delivered
/// @param adapter the way to it while somebody waits
/// @param later the way to it for workers, for whom no user waits
/// @param terms what may be done in doubt
/// @param lane with whom it shares workers
/// @param promiseMillis within what time an accepted order is delivered
/// @param pace how fast it is called
record Supply(
    String target,
    boolean revocable,
    Adapter adapter,
    Adapter later,
    Terms terms,
    Lane lane,
    long promiseMillis,
    Pace pace) {}
