#!lua
-- Ends one session, or all of its user's. A user's sessions share a slot, so the keys are made here.
-- KEYS session; ARGV now ms, 'this' or 'everywhere', hash, prefix of session keys, prefix of users' keys
local found = redis.call('HMGET', KEYS[1], 'user', 'expires')
if not found[1] or tonumber(found[2]) <= tonumber(ARGV[1]) then
  return 0
end
local sessions = ARGV[5] .. found[1]
if ARGV[2] == 'this' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', sessions, ARGV[3])
  return 1
end
local hashes = redis.call('ZRANGE', sessions, 0, -1)
local ended = redis.call('DEL', KEYS[1])
for _, hash in ipairs(hashes) do
  ended = ended + redis.call('DEL', ARGV[4] .. hash)
end
redis.call('DEL', sessions)
return ended
