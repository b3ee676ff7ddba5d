#!lua
-- KEYS: order. ARGV: attempt, state, receipt. Compare-and-set on the attempt; proof of delivery always wins.
local order = redis.call('HMGET', KEYS[1], 'state', 'attempt')
if order[1] == 'DELIVERED' then return order[1] end
if ARGV[2] ~= 'DELIVERED' and order[2] ~= ARGV[1] then return order[1] end
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'receipt', ARGV[3])
return ARGV[2]
