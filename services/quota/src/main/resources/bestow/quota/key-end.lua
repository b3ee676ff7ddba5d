#!lua
-- Notes that the claim with this Idempotency-Key is no longer in flight.
-- KEYS  key of the user
-- ARGV  campaign:gift, until when it was in flight: another claim's note is left alone
-- Gives {'ended'}.
if redis.call('GET', KEYS[1]) == ARGV[2] .. '|' .. ARGV[1] then
  redis.call('SET', KEYS[1], '0|' .. ARGV[1], 'KEEPTTL')
end
return {'ended'}
