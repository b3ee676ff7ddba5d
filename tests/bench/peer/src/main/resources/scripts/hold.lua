#!lua
-- KEYS: stock, count of the day, user, due index.
-- ARGV: stock at first, daily limit, limit of the user, order prefix, now in ms.
-- Gives the result, the order, and 1 where the order was open already.
local user = redis.call('HMGET', KEYS[3], 'open', 'used', 'sequence')
if user[1] then return {'HELD', user[1], 1} end
if tonumber(user[2] or '0') >= tonumber(ARGV[3]) then return {'LIMIT_REACHED', '', 0} end
local seen = redis.call('MGET', KEYS[1], KEYS[2])
local stock = tonumber(seen[1] or ARGV[1])
if stock <= 0 or tonumber(seen[2] or '0') >= tonumber(ARGV[2]) then return {'SOLD_OUT', '', 0} end
local sequence = tonumber(user[3] or '0') + 1
local order = ARGV[4] .. string.format('%06d', sequence)
redis.call('SET', KEYS[1], stock - 1)
redis.call('INCR', KEYS[2])
redis.call('HSET', KEYS[3], 'open', order, 'used', tonumber(user[2] or '0') + 1, 'sequence', sequence)
redis.call('HSET', 'order:' .. order, 'state', 'HELD', 'day', KEYS[2])
redis.call('ZADD', KEYS[4], ARGV[5], order)
return {'HELD', order, 0}
