#!lua
-- KEYS: session. ARGV: lifetime in seconds. Gives the user, or nothing.
local user = redis.call('GET', KEYS[1])
if user then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return user
