#!lua
-- Keeps a revision, makes it the live one, and counts the published set up.
-- KEYS drafts, revisions, live, versions, version
-- ARGV campaign, edit that the draft must have, number, record
-- Gives the version; nothing where a draft or a revision came between. The same record again has
-- the same version again: a call whose answer was lost can be repeated.
local field = ARGV[1] .. ':' .. ARGV[3]
local before = redis.call('HGET', KEYS[2], field)
if before == ARGV[4] then
  return redis.call('HGET', KEYS[4], field)
end
local draft = redis.call('HGET', KEYS[1], ARGV[1])
local live = redis.call('HGET', KEYS[3], ARGV[1])
local edit = draft and tonumber(string.match(draft, '^%d+'))
local newest = live and tonumber(string.match(live, '^%d+')) or 0
if before or edit ~= tonumber(ARGV[2]) or newest + 1 ~= tonumber(ARGV[3]) then
  return false
end
local version = redis.call('INCR', KEYS[5])
redis.call('HSET', KEYS[2], field, ARGV[4])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
redis.call('HSET', KEYS[4], field, version)
return version
