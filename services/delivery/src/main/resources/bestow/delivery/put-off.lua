#!lua
-- Has an order come up later, if it is due at all.
-- KEYS[1] the due index of its lane and shard
-- ARGV[1] the order's number; ARGV[2] when it is due in epoch milliseconds
return redis.call('ZADD', KEYS[1], 'XX', ARGV[2], ARGV[1])
