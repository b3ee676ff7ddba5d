#!lua
-- Keeps a draft in place of the one that it was written over.
-- KEYS drafts, ids
-- ARGV campaign, edit, record, how many campaigns there may be
-- The same record again is kept again: a call whose answer was lost can be repeated.
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before == ARGV[3] then
  return 'kept'
end
local edit = before and tonumber(string.match(before, '^%d+')) or 0
if edit + 1 ~= tonumber(ARGV[2]) then
  return 'conflict'
end
if not before and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then
  return 'full'
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 'kept'
