#!lua
-- Reads a shard's ledger, for whoever compares it with another one.
-- KEYS[1] the orders that have got their end and were not compared with quota's ledger yet, by when
-- they got it; KEYS[2] those that were, likewise; KEYS[3] what an order's key begins with
-- ARGV[1] ended before that, in epoch milliseconds; ARGV[2] how many at most
-- ARGV[3] what was compared is forgotten where it ended before that
-- ARGV[4] how many were compared; number and when it ended of each; then the numbers to look at
-- Gives how many ended ones follow; number, when it ended and record of each; then the same of each
-- that was to be looked at and is there, 0 for one that has no end or was compared.
local compared = tonumber(ARGV[4])
for i = 5, 4 + 2 * compared, 2 do
  -- One that has got another end since has to be compared again.
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) == ARGV[i + 1] then
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i])
  end
end
if compared > 0 then redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[3]) end
local ended = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1], 'WITHSCORES', 'LIMIT', 0,
  ARGV[2])
local said, length = {0}, 1
local function tell(number, at)
  local record = redis.call('GET', KEYS[3] .. number)
  if record then
    said[length + 1], said[length + 2], said[length + 3] = number, at, record
    length = length + 3
  end
  return record
end
for i = 1, #ended, 2 do
  if tell(ended[i], ended[i + 1]) then
    said[1] = said[1] + 1
  else
    -- Its time is over.
    redis.call('ZREM', KEYS[1], ended[i])
  end
end
for i = 5 + 2 * compared, #ARGV do
  tell(ARGV[i], redis.call('ZSCORE', KEYS[1], ARGV[i]) or '0')
end
return said
