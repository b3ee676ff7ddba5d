#!lua
-- A campaign's draft and newest revision.
-- KEYS drafts, live, versions
-- ARGV campaign
-- Gives the draft, the revision and its version; without a draft nothing, without a revision the
-- draft alone.
local draft = redis.call('HGET', KEYS[1], ARGV[1])
if not draft then
  return false
end
local live = redis.call('HGET', KEYS[2], ARGV[1])
if not live then
  return { draft }
end
local number = string.match(live, '^%d+')
return { draft, live, redis.call('HGET', KEYS[3], ARGV[1] .. ':' .. number) }
