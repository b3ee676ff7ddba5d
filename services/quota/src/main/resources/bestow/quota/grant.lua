#!lua
-- Puts a lease into its bucket. The same lease again changes nothing.
-- KEYS  pool of the bucket
-- ARGV  number of the lease, amount
-- Gives {'granted'}.
local lease, amount = tonumber(ARGV[1]), tonumber(ARGV[2])
local p = redis.call('HMGET', KEYS[1], 'free', 'held', 'confirmed', 'leased', 'leases')
if not p[1] then
  if lease ~= 1 then return redis.error_reply('BROKEN a lease is missing in ' .. KEYS[1]) end
  redis.call('HSET', KEYS[1], 'free', amount, 'held', 0, 'confirmed', 0, 'leased', amount,
    'leases', 1, 'returns', 0, 'returning', 0)
  return {'granted'}
end
local free, leased, leases = tonumber(p[1]), tonumber(p[4]), tonumber(p[5])
if free < 0 or free + tonumber(p[2]) + tonumber(p[3]) ~= leased then
  return redis.error_reply('BROKEN the sum of pool ' .. KEYS[1])
end
if lease <= leases then return {'granted'} end
if lease > leases + 1 then return redis.error_reply('BROKEN a lease is missing in ' .. KEYS[1]) end
redis.call('HSET', KEYS[1], 'free', free + amount, 'leased', leased + amount, 'leases', lease)
return {'granted'}
