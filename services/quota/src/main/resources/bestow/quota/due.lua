#!lua flags=no-writes
-- Reads the held orders of a shard that are due, the longest due first.
-- KEYS  due index, what an order's key starts with
-- ARGV  now (epoch ms), how many at most
-- Gives how many are due in all, then number and record, one after another.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
local found = {redis.call('ZCOUNT', KEYS[1], '-inf', ARGV[1])}
for _, number in ipairs(due) do
  found[#found + 1] = number
  found[#found + 1] = redis.call('GET', KEYS[2] .. number) or ''
end
return found
