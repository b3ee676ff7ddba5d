#!lua
-- Makes a reservoir, or changes how much it has in all when a newer revision says so. Run again it
-- changes nothing. What buckets have is theirs: lowering takes no more than lies here; what is
-- still too much goes as it comes back. A campaign may be made longer only as far as the records of
-- its first claims live: beyond, their users would count as new.
-- KEYS  reservoir, the pools whose reservoirs lie in its shard
-- ARGV  revision, configured, buckets, when the campaign ends and until when its records are kept
--       (both epoch ms, 0 for not known and for ever), 'day' for a day's share: it goes with them,
--       name of the pool
-- Gives {'provisioned', excess}: how much is configured beyond what was asked; {'buckets', n} when
-- it is spread over another number of buckets; or {'outlived', until when they are kept}.
local revision, asked = tonumber(ARGV[1]), tonumber(ARGV[2])
local ends, keep = tonumber(ARGV[4]), tonumber(ARGV[5])
local r = redis.call('HMGET', KEYS[1], 'configured', 'free', 'leased', 'revision', 'asked',
  'buckets', 'moves', 'kept')
if not r[1] then
  redis.call('HSET', KEYS[1], 'configured', ARGV[2], 'free', ARGV[2], 'leased', 0, 'revision',
    ARGV[1], 'asked', ARGV[2], 'buckets', ARGV[3], 'moves', 0, 'kept', ARGV[5])
  if keep > 0 and ARGV[6] == 'day' then redis.call('PEXPIREAT', KEYS[1], ARGV[5]) end
  redis.call('SADD', KEYS[2], ARGV[7])
  return {'provisioned', 0}
end
if r[6] ~= ARGV[3] then return {'buckets', tonumber(r[6])} end
local configured, free, leased = tonumber(r[1]), tonumber(r[2]), tonumber(r[3])
if free < 0 or leased < 0 or free + leased ~= configured then
  return redis.error_reply('BROKEN the sum of ' .. KEYS[1])
end
if revision <= tonumber(r[4]) then return {'provisioned', configured - tonumber(r[5])} end

local kept = tonumber(r[8] or 0)
if kept > 0 and ends > kept then return {'outlived', kept} end
if kept == 0 or (keep > 0 and keep < kept) then kept = keep end

local change = math.max(asked - configured, -free)
redis.call('HSET', KEYS[1], 'configured', configured + change, 'free', free + change, 'revision',
  ARGV[1], 'asked', ARGV[2], 'moves', tonumber(r[7]) + 1, 'kept', string.format('%d', kept))
return {'provisioned', configured + change - asked}
