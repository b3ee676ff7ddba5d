#!lua
-- Notes for which gift an Idempotency-Key is used, before a claim with it is held. Nothing that
-- must hold rests on this note: it only tells a mistake of the client's from a repeated claim.
-- KEYS  key of the user
-- ARGV  campaign:gift, now, until when it is in flight (both epoch ms), how long to keep it (ms)
-- Gives {'begun'}, {'reused'} for another gift's, or {'in-flight'}.
local now, till = tonumber(ARGV[2]), tonumber(ARGV[3])
local was = redis.call('GET', KEYS[1])
if was then
  local before, gift = string.match(was, '^(%d+)|(.+)$')
  if gift ~= ARGV[1] then return {'reused'} end
  -- One that lies beyond our own lease was written by a clock ahead of ours: it is not waited for.
  before = tonumber(before)
  if before > now and before <= till then return {'in-flight'} end
end
redis.call('SET', KEYS[1], ARGV[3] .. '|' .. ARGV[1], 'PX', ARGV[4])
return {'begun'}
