#!lua flags=no-writes
-- The whole block list, bounded when it was written. KEYS block list
return redis.call('HGETALL', KEYS[1])
