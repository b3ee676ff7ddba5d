#!lua
-- Takes one entry off the block list. KEYS block list; ARGV name
return redis.call('HDEL', KEYS[1], ARGV[1])
