#!lua
-- Remembers a partner's signed order: its nonce, and its place in the partner's sequence.
-- A gap is a range of numbers without an answer, 'from:to:since', scored by its first number. An
-- order under way is one too: its own answer closes it.
-- KEYS nonces (sorted by when they may be forgotten), stream (hash), gaps
-- ARGV now ms, nonce, when it may be forgotten, nonces at most, number, first number, gaps at most
-- Returns {0} remembered, {1} the nonce was used before, {2, ms to wait} no room for a nonce
local now = tonumber(ARGV[1])
-- 100: more than come in, so that the old are gone soon, and no call pays for all of them.
local old = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1], 'LIMIT', 0, 100)
if #old > 0 then
  redis.call('ZREM', KEYS[1], unpack(old))
end
if redis.call('ZSCORE', KEYS[1], ARGV[2]) then
  return {1}
end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
  local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  return {2, math.max(1, math.ceil(tonumber(first[2]) - now))}
end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])

local number = tonumber(ARGV[5])
local highest = tonumber(redis.call('HGET', KEYS[2], 'highest') or tonumber(ARGV[6]) - 1)
if number <= highest then
  return {0}
end
redis.call('HSET', KEYS[2], 'highest', ARGV[5])
local from, since = string.format('%.0f', highest + 1), ARGV[1]
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[7]) then
  local last = redis.call('ZRANGE', KEYS[3], -1, -1)[1]
  local start, till, before = string.match(last, '^(%d+):(%d+):(%d+)$')
  if tonumber(till) ~= highest then
    redis.call('HINCRBY', KEYS[2], 'forgotten', string.format('%.0f', number - highest))
    return {0}
  end
  redis.call('ZREM', KEYS[3], last)
  from, since = start, before
end
redis.call('ZADD', KEYS[3], from, from .. ':' .. ARGV[5] .. ':' .. since)
return {0}
