#!lua
-- Has held orders of a shard come up later. One that got its end in between stays away.
-- KEYS  due index
-- ARGV  when (epoch ms) and number, one after another
-- Gives {'postponed'}.
for i = 1, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'XX', ARGV[i], ARGV[i + 1]) end
return {'postponed'}
