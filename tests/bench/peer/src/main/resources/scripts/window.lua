#!lua
-- Sliding windows, each counted as this period plus the weighted last one.
-- KEYS: block list, then for each window: this period, last period.
-- ARGV: subject, weight of the last period, seconds a period lives, then a limit for each window.
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 'BLOCKED' end
local windows = #ARGV - 3
for i = 1, windows do
  local seen = redis.call('MGET', KEYS[2 * i], KEYS[2 * i + 1])
  local rate = tonumber(seen[1] or '0') + tonumber(ARGV[2]) * tonumber(seen[2] or '0')
  if rate >= tonumber(ARGV[3 + i]) then return 'TOO_MANY' end
end
for i = 1, windows do
  if redis.call('INCR', KEYS[2 * i]) == 1 then redis.call('EXPIRE', KEYS[2 * i], ARGV[3]) end
end
return 'ALLOWED'
