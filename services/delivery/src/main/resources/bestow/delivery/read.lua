#!lua flags=no-writes
-- The record of an order. KEYS[1] the order
return redis.call('GET', KEYS[1])
