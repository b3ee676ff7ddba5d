#!lua
-- Adds one batch of counts, once per sender and batch number.
-- KEYS the sender's last batch, then the hours that are counted in (hash: line and minute to count)
-- ARGV batch, ms to keep a sender, seconds to keep an hour, lines an hour may have, then for each
-- count: index of its hour among KEYS, field, count
-- Returns {1 if it had been added before, counts left out because their hour was full}
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
if tonumber(ARGV[1]) <= last then
  return {1, 0}
end
local keep, max, dropped = tonumber(ARGV[3]), tonumber(ARGV[4]), 0
local lines = {}
for i = 5, #ARGV, 3 do
  local hour, field = KEYS[tonumber(ARGV[i])], ARGV[i + 1]
  if not lines[hour] then
    lines[hour] = redis.call('HLEN', hour)
  end
  if lines[hour] < max or redis.call('HEXISTS', hour, field) == 1 then
    if redis.call('HINCRBY', hour, field, ARGV[i + 2]) == tonumber(ARGV[i + 2]) then
      lines[hour] = lines[hour] + 1
    end
  else
    dropped = dropped + tonumber(ARGV[i + 2])
  end
end
for i = 2, #KEYS do
  redis.call('EXPIRE', KEYS[i], keep)
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {0, dropped}
