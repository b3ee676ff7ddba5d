#!lua
-- Puts an order's record in the place of the one that is expected, and notes when it is due.
-- KEYS[1] the order, KEYS[2] the due index of its shard
-- ARGV[1] how the expected record begins, empty for none; ARGV[2] the next record
-- ARGV[3] the order's number; ARGV[4] when it is due in epoch milliseconds, empty for never
-- 1: it stands there now, or did before; else what stands there, and nothing was changed.
local record = redis.call('GET', KEYS[1])
if record == ARGV[2] then
  return 1
end
local expected = ARGV[1]
if record and (expected == '' or string.sub(record, 1, #expected) ~= expected) then
  return record
end
if not record and expected ~= '' then
  return false
end
redis.call('SET', KEYS[1], ARGV[2])
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[2], ARGV[3])
else
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
end
return 1
