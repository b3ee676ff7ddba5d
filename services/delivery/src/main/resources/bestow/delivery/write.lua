#!lua
-- Puts an order's record in the place of the one that is expected, and notes when it is due.
-- KEYS[1] the order, KEYS[2] the due index of its lane and shard; where the order has or had risks,
-- or is or was dead: KEYS[3] the risks of the user's orders of this gift, KEYS[4] the shard's dead
-- letters
-- ARGV[1] how the expected record begins, empty for none; ARGV[2] the next record
-- ARGV[3] the order's number; ARGV[4] when it is due in epoch milliseconds, empty for never
-- ARGV[5] its risks; ARGV[6] how many the user's other orders may have, empty for any number;
-- ARGV[7] since when it is dead, empty where it is not; ARGV[8] until when its record is kept in
-- epoch milliseconds, empty for ever; ARGV[9] when it got its end, empty where it has none: then it
-- is to be compared with quota's ledger
-- 1: it stands there now, or did before; -n: the other orders have n, nothing was changed; else
-- what stands there, and nothing was changed.
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
if KEYS[3] and ARGV[6] ~= '' then
  local all, others = redis.call('HGETALL', KEYS[3]), 0
  for i = 1, #all, 2 do
    if all[i] ~= ARGV[3] then others = others + tonumber(all[i + 1]) end
  end
  if others > tonumber(ARGV[6]) then return -others end
end
if ARGV[8] == '' then
  redis.call('SET', KEYS[1], ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[8])
end
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[2], ARGV[3])
else
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
end
if ARGV[9] ~= '' then
  redis.call('ZADD', string.sub(KEYS[1], 1, 6) .. 'ended', ARGV[9], ARGV[3])
end
if KEYS[3] then
  if ARGV[5] == '0' then
    redis.call('HDEL', KEYS[3], ARGV[3])
  else
    redis.call('HSET', KEYS[3], ARGV[3], ARGV[5])
  end
  if ARGV[7] == '' then
    redis.call('ZREM', KEYS[4], ARGV[3])
  else
    redis.call('ZADD', KEYS[4], ARGV[7], ARGV[3])
  end
end
return 1
