#!lua
-- Takes one of an operator's make-goods of a day for an order; run again for it, takes no more.
-- KEYS  the orders that the operator made good that day
-- ARGV  the order's number, how many they may, until when it is kept (epoch ms)
-- Gives 1 where it is theirs, 0 where they have had as many.
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 1 end
if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return 1
