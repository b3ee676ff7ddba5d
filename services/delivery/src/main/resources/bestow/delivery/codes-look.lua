#!lua flags=no-writes
-- The code of an order.
-- KEYS  the codes handed out by order, the codes that are free
-- ARGV  order's number
-- Gives {how many are free, code}, or {how many are free} where it has none.
local code = redis.call('HGET', KEYS[1], ARGV[1])
local left = redis.call('LLEN', KEYS[2])
if code then return {left, code} end
return {left}
