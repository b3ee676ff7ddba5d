#!lua flags=no-writes
-- Reads one order.
-- KEYS  order
-- Gives {record}, or {} where there is none.
local record = redis.call('GET', KEYS[1])
return record and {record} or {}
