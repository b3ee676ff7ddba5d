#!lua flags=no-writes
-- The orders of a lane of a shard that are due, the longest due first.
-- KEYS[1] the lane's due index, KEYS[2] the shard's dead letters
-- ARGV[1] now in epoch milliseconds, ARGV[2] how many at most
-- Gives {how many are due, how many wait in all, how many letters are dead, number, ...}.
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
return {redis.call('ZCOUNT', KEYS[1], '-inf', ARGV[1]), redis.call('ZCARD', KEYS[1]),
  redis.call('ZCARD', KEYS[2]), unpack(found)}
