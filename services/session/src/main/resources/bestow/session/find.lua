#!lua flags=no-writes
-- Whose session is it? The expiry is compared with the caller's clock: the key's own is for tidiness.
-- KEYS session; ARGV now ms
local found = redis.call('HMGET', KEYS[1], 'user', 'expires')
if found[1] and tonumber(found[2]) > tonumber(ARGV[1]) then
  return found[1]
end
return false
