#!lua
-- Takes units out of a reservoir for a bucket. The same lease asked for again gives the same
-- amount again, until the bucket asks for its next one: it has the units by then.
-- KEYS  reservoir
-- ARGV  bucket, number of the lease (1, 2, ...), least amount worth a lease
-- Gives {'leased', amount, free}, {'dry'}, or {'stale'} when the bucket has had a later lease.
local bucket, lease = ARGV[1], tonumber(ARGV[2])
local r = redis.call('HMGET', KEYS[1], 'configured', 'free', 'leased', 'buckets', 'moves',
  'lease:' .. bucket, 'amount:' .. bucket)
local configured, free, leased = tonumber(r[1]), tonumber(r[2]), tonumber(r[3])
if not configured or free < 0 or leased < 0 or free + leased ~= configured then
  return redis.error_reply('BROKEN the sum of ' .. KEYS[1])
end
local before, buckets = tonumber(r[6] or 0), tonumber(r[4])
if lease == before then return {'leased', tonumber(r[7]), free} end
if lease < before then return {'stale'} end
if lease > before + 1 or tonumber(bucket) >= buckets then
  return redis.error_reply('BROKEN bucket ' .. bucket .. ' has leases that are not of ' .. KEYS[1])
end
if free == 0 then return {'dry'} end

local amount = free
if buckets > 1 then
  amount = math.min(free, math.max(tonumber(ARGV[3]), math.floor(free / (2 * buckets))))
end
redis.call('HSET', KEYS[1], 'free', free - amount, 'leased', leased + amount, 'moves',
  tonumber(r[5]) + 1, 'lease:' .. bucket, lease, 'amount:' .. bucket, amount)
return {'leased', amount, free - amount}
