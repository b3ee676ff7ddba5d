#!lua
-- Notes which delivery of an order a provider states. The first one stays.
-- KEYS[1] the order's note, KEYS[2] the order, KEYS[3] the shard's findings
-- ARGV[1] the order's number, ARGV[2] which delivery, ARGV[3] how long it is remembered (ms)
-- Gives {the first delivery, the order's record, what was found}, each '' for none.
redis.call('SET', KEYS[1], ARGV[2], 'NX', 'PX', ARGV[3])
return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]) or '',
  redis.call('HGET', KEYS[3], ARGV[1]) or ''}
