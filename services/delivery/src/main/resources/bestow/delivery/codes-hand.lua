#!lua
-- Hands a code out to an order. The same order gets the same code again.
-- KEYS  the codes handed out by order, the codes that are free
-- ARGV  order's number
-- Gives {how many are free, code}, or {0} where there is none.
local code = redis.call('HGET', KEYS[1], ARGV[1])
if not code then
  code = redis.call('LPOP', KEYS[2])
  if not code then return {0} end
  redis.call('HSET', KEYS[1], ARGV[1], code)
end
return {redis.call('LLEN', KEYS[2]), code}
