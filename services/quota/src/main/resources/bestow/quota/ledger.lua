#!lua flags=no-writes
-- Reads orders of a shard that have got their end and were not compared with delivery's ledger
-- yet, and any others by their numbers. Counts, as a check, the orders of each one's user and
-- period that are not released: as many as the user's count says.
-- KEYS  ended orders, what an order's key starts with
-- ARGV  how many of the ended ones at most, then numbers
-- Gives number, record ('' where there is none, 'expired' where an ended one's is gone), the user's
-- count and what was counted ('' where that can't be told), one after another.
local start = KEYS[2]
local shard = string.sub(start, 1, 5)
local said = {}
local now = 1000 * tonumber(redis.call('TIME')[1])

local function counted(number, record)
  local bucket, label, date, gift, who =
    string.match(record, '^%x+|[^|]+|%d+|(%d+)|([^|]+)|([^|]*)|([^|]+)|(.+)$')
  if not bucket then return '', '' end
  local mine = redis.call('HMGET', shard .. ':user:' .. gift .. ':' .. who, 'count:' .. label,
    'last:' .. label, 'kept')
  local sequence = mine[2] and tonumber(string.sub(mine[2], 27))
  -- Numbers made with another secret lead to no orders, nor do those whose time is over while the
  -- user's newest order is still open; and 64 are enough for a check.
  if not mine[1] or not sequence or sequence > 64 or tonumber(mine[3] or now) < now
    or string.sub(mine[2], 1, 26) ~= string.sub(number, 1, 26) then
    return '', ''
  end
  local count = 0
  for i = 1, sequence do
    local other = redis.call('GET', start .. string.sub(number, 1, 26) .. string.format('%06d', i))
    local state = other and string.match(other, '^%x+|([^|]+)|')
    if state and state ~= 'released' then count = count + 1 end
  end
  return mine[1], tostring(count)
end

local function tell(number, none)
  local record = redis.call('GET', start .. number) or none
  local has, count = counted(number, record)
  for _, one in ipairs({number, record, has, count}) do said[#said + 1] = one end
end

local most = tonumber(ARGV[1])
-- ZRANGE takes a last place of -1 for all.
local ended = most > 0 and redis.call('ZRANGE', KEYS[1], 0, most - 1) or {}
for _, number in ipairs(ended) do tell(number, 'expired') end
for i = 2, #ARGV do tell(ARGV[i], '') end
return said
