#!lua
-- Puts one entry on the block list, unless the list is full.
-- KEYS block list; ARGV name, 'until reason', how many at most
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
