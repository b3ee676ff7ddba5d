#!lua
-- Gives a held order its end. Run again it changes nothing. Everything else it touches lies on the
-- order's own shard and is found from the order's record. From here on the order and what is known
-- of its user go when the user's records do; a day's share may have gone before.
-- KEYS  order, due index
-- ARGV  number, 'confirmed' or 'released'
-- Gives {'settled', campaign:gift, date}, {'repeated'}, {'contrary'} or {'unknown'}.
local number, to = ARGV[1], ARGV[2]
local record = redis.call('GET', KEYS[1])
if not record then return {'unknown'} end
local sum, rest = string.sub(record, 1, 8), string.sub(record, 10)
if string.sub(redis.sha1hex(number .. rest), 1, 8) ~= sum then
  return redis.error_reply('BROKEN the checksum of order ' .. number)
end
local state, facts = string.match(rest, '^([^|]+)|(.*)$')
if state == to then return {'repeated'} end
if state == 'confirmed' or state == 'released' then return {'contrary'} end

local bucket, label, date, gift, who =
  string.match(facts, '^%d+|(%d+)|([^|]+)|([^|]*)|([^|]+)|(.+)$')
local shard = string.sub(KEYS[1], 1, 5)
local user = shard .. ':user:' .. gift .. ':' .. who
local pools = {shard .. ':pool:' .. gift .. ':' .. bucket}
if date ~= '' then pools[2] = pools[1] .. ':' .. date end
local was = {}
for i, name in ipairs(pools) do
  local p = redis.call('HMGET', name, 'free', 'held', 'confirmed', 'leased')
  local free, held, confirmed = tonumber(p[1]), tonumber(p[2]), tonumber(p[3])
  if not p[1] and i == 2 then break end
  if not free or held < 1 or free + held + confirmed ~= tonumber(p[4]) then
    return redis.error_reply('BROKEN the sum of pool ' .. name)
  end
  was[i] = {free, held, confirmed}
end
local mine = redis.call('HMGET', user, 'open', 'count:' .. label, 'kept')
local had = tonumber(mine[2])
if mine[1] ~= number or not had or had < 1 then
  return redis.error_reply('BROKEN the open order of user ' .. user)
end

for i = 1, #was do
  local name, free, held, confirmed = pools[i], was[i][1], was[i][2], was[i][3]
  if to == 'confirmed' then
    redis.call('HSET', name, 'held', held - 1, 'confirmed', confirmed + 1)
  else
    redis.call('HSET', name, 'held', held - 1, 'free', free + 1)
  end
end
redis.call('HDEL', user, 'open')
if to == 'released' then redis.call('HSET', user, 'count:' .. label, had - 1) end
rest = to .. '|' .. facts
rest = string.sub(redis.sha1hex(number .. rest), 1, 8) .. '|' .. rest
if mine[3] then
  redis.call('SET', KEYS[1], rest, 'PXAT', mine[3])
  redis.call('PEXPIREAT', user, mine[3])
else
  redis.call('SET', KEYS[1], rest)
end
redis.call('ZREM', KEYS[2], number)
-- To be compared with delivery's ledger, the longest held first.
redis.call('ZADD', shard .. ':ended', string.match(facts, '^%d+'), number)
return {'settled', gift, date}
