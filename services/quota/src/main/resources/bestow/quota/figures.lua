#!lua flags=no-writes
-- Reads a pool or a reservoir.
-- KEYS  the one
-- Gives its fields and their values, one after another; nothing where there is none.
return redis.call('HGETALL', KEYS[1])
