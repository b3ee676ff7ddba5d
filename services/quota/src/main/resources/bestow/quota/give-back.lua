#!lua
-- Takes free units out of a bucket, on their way back to the reservoir. Until the reservoir has
-- taken them, the bucket remembers the amount, and the same return comes again. A lease that got
-- lost on its way here is put in first.
-- KEYS  pool of the bucket
-- ARGV  as the reservoir has it: number and amount of the bucket's last lease, number of its last
--       return; then how much to give at most: a number, or 'half' of what is free
-- Gives {number of the return, amount, free}; amount 0 when there is nothing to take.
local lease, amount, taken = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local p = redis.call('HMGET', KEYS[1], 'free', 'held', 'confirmed', 'leased', 'leases', 'returns',
  'returning')
if not p[1] then
  if lease == 0 and taken == 0 then return {0, 0, 0} end
  p = {'0', '0', '0', '0', '0', '0', '0'}
end
local free, held, confirmed, leased = tonumber(p[1]), tonumber(p[2]), tonumber(p[3]), tonumber(p[4])
local leases, returns, returning = tonumber(p[5]), tonumber(p[6]), tonumber(p[7])
if free < 0 or free + held + confirmed ~= leased or lease > leases + 1 or taken > returns then
  return redis.error_reply('BROKEN the sum of pool ' .. KEYS[1])
end
local changed = false
if lease == leases + 1 then
  free, leased, leases, changed = free + amount, leased + amount, lease, true
end
local pending = returning > 0 and taken < returns
if not pending then
  local give = ARGV[4] == 'half' and math.ceil(free / 2) or math.min(free, tonumber(ARGV[4]))
  if give > 0 then
    free, leased, returns, changed = free - give, leased - give, returns + 1, true
  end
  changed = changed or returning ~= give
  returning = give
end

if changed then
  redis.call('HSET', KEYS[1], 'free', free, 'held', held, 'confirmed', confirmed, 'leased', leased,
    'leases', leases, 'returns', returns, 'returning', returning)
end
return {returns, returning, free}
