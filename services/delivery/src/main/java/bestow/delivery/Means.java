package bestow.delivery;

import bestow.wire.config.Lane;
import java.util.Map;

/// What orders are carried with.
///
/// @param book writes down what happens to them
/// @param bundles brings those forward that are delivered together
/// @param courier takes them to their providers
/// @param watch knows who waits for them
/// @param lanes how many may be under way that somebody waited for, for each lane that is worked
///     here
/// @param workers how many others may be under way, for each of these lanes
/// @param backlog how many wait
/// @param tokens names their attempts
record Means(
    OrderBook book,
    BundleBook bundles,
    Courier courier,
    OrderWatch watch,
    Map<Lane, LaneLimit> lanes,
    Map<Lane, LaneLimit> workers,
    Backlog backlog,
    Tokens tokens) {}
