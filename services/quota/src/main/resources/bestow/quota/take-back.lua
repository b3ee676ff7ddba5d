#!lua
-- Puts what a bucket gave back into the reservoir. The same return again changes nothing. What is
-- configured beyond what was asked goes from it first.
-- KEYS  reservoir
-- ARGV  bucket, number of the return, amount
-- Gives {'taken', excess}.
local back, amount = tonumber(ARGV[2]), tonumber(ARGV[3])
local r = redis.call('HMGET', KEYS[1], 'configured', 'free', 'leased', 'asked', 'moves',
  'return:' .. ARGV[1])
local configured, free, leased = tonumber(r[1]), tonumber(r[2]), tonumber(r[3])
if not configured or free < 0 or leased < 0 or free + leased ~= configured then
  return redis.error_reply('BROKEN the sum of ' .. KEYS[1])
end
local asked, before = tonumber(r[4]), tonumber(r[6] or 0)
if back <= before then return {'taken', math.max(0, configured - asked)} end
if back > before + 1 or amount > leased then
  return redis.error_reply('BROKEN bucket ' .. ARGV[1] .. ' gave back more than ' .. KEYS[1])
end
local cut = math.min(amount, math.max(0, configured - asked))
redis.call('HSET', KEYS[1], 'configured', configured - cut, 'free', free + amount - cut, 'leased',
  leased - amount, 'moves', tonumber(r[5]) + 1, 'return:' .. ARGV[1], back)
return {'taken', configured - cut - asked}
