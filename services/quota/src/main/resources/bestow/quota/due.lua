#!lua
-- Reads the held orders of a shard that are due, the longest due first. Delivery is asked about
-- them next and may make them void: from here on they can no longer be promised. Those that were
-- promised stay so.
-- KEYS  due index, what an order's key starts with
-- ARGV  now (epoch ms), how many at most
-- Gives how many are due in all and how many are held, then number and record, one after another.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
local found = {redis.call('ZCOUNT', KEYS[1], '-inf', ARGV[1]), redis.call('ZCARD', KEYS[1])}
for _, number in ipairs(due) do
  local record = redis.call('GET', KEYS[2] .. number) or ''
  local rest = string.sub(record, 10)
  if string.sub(rest, 1, 5) == 'held|'
    and string.sub(redis.sha1hex(number .. rest), 1, 8) == string.sub(record, 1, 8) then
    rest = 'asked' .. string.sub(rest, 5)
    record = string.sub(redis.sha1hex(number .. rest), 1, 8) .. '|' .. rest
    redis.call('SET', KEYS[2] .. number, record)
  end
  found[#found + 1] = number
  found[#found + 1] = record
end
return found
