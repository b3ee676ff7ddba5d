#!lua
-- Notes that an order is promised to its user, unless somebody asked about it before: delivery may
-- have made it void by then. Run again it gives the first promise.
-- KEYS  order
-- ARGV  number, by when (epoch ms)
-- Gives {'promised', by when} or {'too-late'}.
local number = ARGV[1]
local record = redis.call('GET', KEYS[1])
if not record then return {'too-late'} end
local sum, rest = string.sub(record, 1, 8), string.sub(record, 10)
if string.sub(redis.sha1hex(number .. rest), 1, 8) ~= sum then
  return redis.error_reply('BROKEN the checksum of order ' .. number)
end
local state, facts = string.match(rest, '^([^|]+)|(.*)$')
local before = string.match(state, '^promised%-(%d+)$')
if before then return {'promised', before} end
if state == 'confirmed' then return {'promised', ARGV[2]} end
if state ~= 'held' then return {'too-late'} end
rest = 'promised-' .. ARGV[2] .. '|' .. facts
redis.call('SET', KEYS[1], string.sub(redis.sha1hex(number .. rest), 1, 8) .. '|' .. rest)
return {'promised', ARGV[2]}
