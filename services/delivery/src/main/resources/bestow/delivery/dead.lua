#!lua flags=no-writes
-- The dead letters of a shard behind a place, the longest dead first.
-- KEYS[1] the shard's dead letters
-- ARGV[1] since when in epoch milliseconds and ARGV[2] the number of the last one that was seen,
-- empty for none; ARGV[3] how many at most
-- Gives {number, since when, ...}.
local same = redis.call('ZCOUNT', KEYS[1], ARGV[1], ARGV[1])
local all = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0,
  same + tonumber(ARGV[3]))
local found, most = {}, 2 * tonumber(ARGV[3])
for i = 1, #all, 2 do
  local seen = tonumber(all[i + 1]) == tonumber(ARGV[1]) and all[i] <= ARGV[2]
  if not seen and #found < most then
    found[#found + 1] = all[i]
    found[#found + 1] = all[i + 1]
  end
end
return found
