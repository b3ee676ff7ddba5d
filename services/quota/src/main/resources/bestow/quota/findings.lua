#!lua flags=no-writes
-- What was found in a shard.
-- KEYS  findings
-- Gives subject and finding, one after another.
return redis.call('HGETALL', KEYS[1])
