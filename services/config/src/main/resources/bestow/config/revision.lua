#!lua
-- One revision of a campaign and its version; nothing where there is none.
-- KEYS revisions, versions
-- ARGV campaign, number
local field = ARGV[1] .. ':' .. ARGV[2]
local record = redis.call('HGET', KEYS[1], field)
if not record then
  return false
end
return { record, redis.call('HGET', KEYS[2], field) }
