package bestow.store;

import java.util.List;

/// One call of a script, whichever way it takes.
///
/// @param script what runs
/// @param keys every key that it touches, all in one hash slot where there is a cluster
/// @param args what else it is told
/// @param startNanos when it began, as a reading of the ticker
/// @param deadlineNanos when its time is up, as a reading of the ticker
record Call(
    Script script, List<String> keys, List<String> args, long startNanos, long deadlineNanos) {}
