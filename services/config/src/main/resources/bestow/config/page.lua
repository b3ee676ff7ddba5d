#!lua
-- Campaigns in the order of their ids: id, head of the draft, number of the live revision or 0.
-- KEYS ids, drafts, live
-- ARGV the id before the first or empty, how many at most
local from = ARGV[1] == '' and '-' or '(' .. ARGV[1]
local page = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], from, '+', 'BYLEX', 'LIMIT', 0, ARGV[2])) do
  local head = string.match(redis.call('HGET', KEYS[2], id), '^[^\n]*')
  local live = redis.call('HGET', KEYS[3], id)
  page[#page + 1] = { id, head, live and tonumber(string.match(live, '^%d+')) or 0 }
end
return page
