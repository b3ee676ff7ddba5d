#!lua
-- KEYS: order. ARGV: user, gift, end of the lease in ms.
-- Gives the state before, the receipt, and the number of the attempt that may now be made.
local order = redis.call('HMGET', KEYS[1], 'state', 'receipt', 'attempt')
if order[1] == 'DELIVERED' or order[1] == 'REFUSED' then return {order[1], order[2] or '', 0} end
local attempt = tonumber(order[3] or '0') + 1
redis.call('HSET', KEYS[1], 'state', 'ATTEMPTING', 'attempt', attempt,
  'user', ARGV[1], 'gift', ARGV[2], 'lease', ARGV[3])
return {'ATTEMPTING', '', attempt}
