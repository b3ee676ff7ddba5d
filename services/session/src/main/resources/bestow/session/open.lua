#!lua
-- Keeps a session and its place among its user's, and ends the oldest beyond the limit.
-- KEYS session, user's sessions (sorted set: hash by opening time)
-- ARGV user, opened ms, expires ms, how many at most, hash, prefix of session keys
local session, sessions = KEYS[1], KEYS[2]
local opened, expires, max = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
redis.call('HSET', session, 'user', ARGV[1], 'expires', ARGV[3])
redis.call('PEXPIREAT', session, expires)
redis.call('ZADD', sessions, opened, ARGV[5])
redis.call('PEXPIREAT', sessions, expires)
local beyond = redis.call('ZCARD', sessions) - max
if beyond > 0 then
  local oldest = redis.call('ZRANGE', sessions, 0, beyond - 1)
  for _, hash in ipairs(oldest) do
    redis.call('DEL', ARGV[6] .. hash)
    redis.call('ZREM', sessions, hash)
  end
end
return 1
