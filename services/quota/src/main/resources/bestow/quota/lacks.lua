#!lua flags=no-writes
-- Tells what a claim would find empty, and takes nothing. It gives the leases that hold.lua would
-- give with 'empty', and gives them only where that would.
-- KEYS  pool of the bucket, user; with a daily limit the day's pool
-- ARGV  period label, limit, digest of the Idempotency-Key or ''
-- Gives {leases, dayLeases}, '' for one not empty; {} where the claim would come to something else.
local mine = redis.call('HMGET', KEYS[2], 'open', 'count:' .. ARGV[1], 'key:' .. ARGV[3])
if mine[1] or (ARGV[3] ~= '' and mine[3]) or tonumber(mine[2] or 0) >= tonumber(ARGV[2]) then
  return {}
end

local function leases(name)
  local p = redis.call('HMGET', name, 'free', 'leases')
  return tonumber(p[1] or 0) == 0 and (p[2] or '0') or ''
end
local stock, day = leases(KEYS[1]), KEYS[3] and leases(KEYS[3]) or ''
if stock == '' and day == '' then return {} end
return {stock, day}
