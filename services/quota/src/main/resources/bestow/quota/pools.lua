#!lua
-- Any of the pools whose reservoirs lie in a shard.
-- KEYS  pools
-- ARGV  how many at most, then those that need not be looked after any more
-- Gives their names.
for i = 2, #ARGV do redis.call('SREM', KEYS[1], ARGV[i]) end
return redis.call('SRANDMEMBER', KEYS[1], ARGV[1])
