#!lua
-- Holds one gift for a user: limits, stock, day, order number, Idempotency-Key and due index in
-- one step. Run again it gives the same order, since an open order is the same claim. Not so for a
-- paid order, whose key begins with 'paid:': it never takes another claim's order for its own, and
-- it has another one once its own was released, which is proven never to be delivered; so has any
-- claim whose caller knows that delivery made its order void. What an open order needs never
-- expires, however late it is: only its end sets a time.
-- KEYS  pool of the bucket, user, orders' prefix, due index; with a daily limit the day's pool
-- ARGV  when it is due (epoch ms), period label, limit, first 26 characters of the number, facts
--       of the record, digest of the Idempotency-Key or '', until when its record is kept (epoch ms,
--       0 for ever), order that delivery made void or ''
-- Gives {'held', number, free, dayFree}, {'repeated', number}, {'busy'}, {'limit'} or
-- {'empty', leases, dayLeases}: how many leases the empty pool has had; '' for one not empty.
local pool, user, orders, due, day = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local label, key = ARGV[2], ARGV[6]
local count, last, bound = 'count:' .. label, 'last:' .. label, 'key:' .. key

local mine = redis.call('HMGET', user, 'open', count, last, bound, 'kept')
local paid = string.sub(key, 1, 5) == 'paid:'
if key ~= '' and mine[4] then
  local record = (paid or mine[4] == ARGV[8])
    and redis.call('GET', string.sub(orders, 1, -27) .. mine[4])
  if not record or string.sub(record, 10, 18) ~= 'released|' then return {'repeated', mine[4]} end
end
if mine[1] then
  if paid then return {'busy'} end
  -- 4096: who brings more keys for one gift keeps their order, but no more of them are bound.
  if key ~= '' and redis.call('HLEN', user) < 4096 then
    redis.call('HSET', user, bound, mine[1])
  end
  return {'repeated', mine[1]}
end
local had = tonumber(mine[2] or 0)
local sequence = mine[3] and tonumber(string.sub(mine[3], 27)) or 0
if had >= tonumber(ARGV[3]) or sequence >= 999999 then return {'limit'} end

local function read(name)
  local p = redis.call('HMGET', name, 'free', 'held', 'confirmed', 'leased', 'leases',
    'kept')
  if not p[1] then return 0, 0, '0' end
  local free, held = tonumber(p[1]), tonumber(p[2])
  if free < 0 or held < 0 or free + held + tonumber(p[3]) ~= tonumber(p[4]) then
    return nil, name
  end
  return free, held, p[5], p[6]
end
local free, held, leases = read(pool)
local dayFree, dayHeld, dayLeases, dayKept = 1, 0, '', nil
if day then dayFree, dayHeld, dayLeases, dayKept = read(day) end
if not free or not dayFree then
  return redis.error_reply('BROKEN the sum of pool ' .. (free and dayHeld or held))
end
if free == 0 or dayFree == 0 then
  return {'empty', free == 0 and leases or '', dayFree == 0 and dayLeases or ''}
end

local number = ARGV[4] .. string.format('%06d', sequence + 1)
local record = 'held|' .. ARGV[5]
redis.call('HSET', pool, 'free', free - 1, 'held', held + 1)
if day then
  redis.call('HSET', day, 'free', dayFree - 1, 'held', dayHeld + 1)
  if not dayKept and ARGV[7] ~= '0' then
    redis.call('HSET', day, 'kept', ARGV[7])
    redis.call('PEXPIREAT', day, ARGV[7])
  end
end
redis.call('SET', orders .. string.sub(number, 27),
  string.sub(redis.sha1hex(number .. record), 1, 8) .. '|' .. record)
local fields = {'open', number, count, had + 1, last, number}
if key ~= '' then
  fields[7], fields[8] = bound, number
end
if tonumber(ARGV[7]) > tonumber(mine[5] or 0) then
  fields[#fields + 1], fields[#fields + 2] = 'kept', ARGV[7]
end
redis.call('HSET', user, unpack(fields))
if mine[5] then redis.call('PERSIST', user) end
redis.call('ZADD', due, ARGV[1], number)
return {'held', number, free - 1, dayFree - 1}
