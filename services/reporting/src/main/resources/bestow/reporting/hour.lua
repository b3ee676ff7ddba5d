#!lua flags=no-writes
-- One hour's counts. KEYS the hour
return redis.call('HGETALL', KEYS[1])
