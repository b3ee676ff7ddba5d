package bestow.sandbox;

import io.avaje.jsonb.Json;

/// What the provider says of an order.
///
/// @param order the client's number
/// @param receipt the provider's word for its first delivery
/// @param state `delivered` or `revoked`
/// @param repeated whether it was there before this request
@Json
record GiftAnswer(String order, String receipt, String state, boolean repeated) {}
