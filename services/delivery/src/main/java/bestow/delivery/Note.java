package bestow.delivery;

/// Something that happened to an order beside its attempts, for whoever looks into it later.
///
/// @param at epoch milliseconds
/// @param what `dead`, `resent`, `answered`, `given-up` or `revoke`
/// @param by who did it; empty where nobody did
/// @param why in their words, or the reason
record Note(long at, String what, String by, String why) {}
