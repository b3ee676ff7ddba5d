#!lua
-- The version of the published set.
-- KEYS version
return tonumber(redis.call('GET', KEYS[1]) or 0)
