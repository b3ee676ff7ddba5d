#!lua
-- The published set: its version, and the live revision of every campaign.
-- KEYS version, live
return { tonumber(redis.call('GET', KEYS[1]) or 0), redis.call('HVALS', KEYS[2]) }
