#!lua
-- KEYS: order, user, due index, stock. ARGV: order number, CONFIRMED or RELEASED.
-- A settled order stays as it is.
local order = redis.call('HMGET', KEYS[1], 'state', 'day')
if order[1] ~= 'HELD' then return order[1] end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
redis.call('HDEL', KEYS[2], 'open')
redis.call('ZREM', KEYS[3], ARGV[1])
if ARGV[2] == 'RELEASED' then
  redis.call('INCR', KEYS[4])
  redis.call('DECR', order[2])
  redis.call('HINCRBY', KEYS[2], 'used', -1)
end
return ARGV[2]
