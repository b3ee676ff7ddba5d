#!lua flags=no-writes
-- All that is known of an order.
-- KEYS  order, due index, findings
-- ARGV  its number
-- Gives its record, when it is due, until when it is kept (both epoch ms) and what was found about
-- it, each '' for none.
local record = redis.call('GET', KEYS[1])
local till = redis.call('PEXPIRETIME', KEYS[1])
return {record or '', redis.call('ZSCORE', KEYS[2], ARGV[1]) or '', till > 0 and tostring(till) or '',
  redis.call('HGET', KEYS[3], ARGV[1]) or ''}
