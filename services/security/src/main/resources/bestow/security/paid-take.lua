#!lua
-- An order of a partner has its answer: its number leaves the gap that it is in, if there is one.
-- KEYS stream (hash), gaps
-- ARGV number, now ms, gaps at most
-- Returns {}
redis.call('HSET', KEYS[1], 'taken', ARGV[2])
local gap = redis.call('ZREVRANGEBYSCORE', KEYS[2], ARGV[1], '-inf', 'LIMIT', 0, 1)[1]
if not gap then
  return {}
end
local number = tonumber(ARGV[1])
local from, till, since = string.match(gap, '^(%d+):(%d+):(%d+)$')
if number > tonumber(till) then
  return {}
end
redis.call('ZREM', KEYS[2], gap)
if tonumber(from) < number then
  local before = string.format('%.0f', number - 1)
  redis.call('ZADD', KEYS[2], from, from .. ':' .. before .. ':' .. since)
end
if number < tonumber(till) then
  if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then
    redis.call('HINCRBY', KEYS[1], 'forgotten', string.format('%.0f', tonumber(till) - number))
  else
    local after = string.format('%.0f', number + 1)
    redis.call('ZADD', KEYS[2], after, after .. ':' .. till .. ':' .. since)
  end
end
return {}
