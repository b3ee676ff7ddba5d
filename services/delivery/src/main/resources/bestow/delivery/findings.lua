#!lua
-- What was found in a shard, without what is not shown any more.
-- KEYS[1] the shard's findings; ARGV subjects to forget
-- Gives subject and finding, one after another.
for _, subject in ipairs(ARGV) do redis.call('HDEL', KEYS[1], subject) end
return redis.call('HGETALL', KEYS[1])
