#!lua flags=no-writes
-- How a partner's stream of paid orders stands.
-- KEYS stream (hash), gaps
-- ARGV gaps since then or later do not count (ms), gaps to list at most
-- Returns {highest, taken, missing, oldest since, forgotten, gap...}, all as texts
local stream = redis.call('HMGET', KEYS[1], 'highest', 'taken', 'forgotten')
local missing, oldest, listed = 0, 0, {}
for _, gap in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local from, till, since = string.match(gap, '^(%d+):(%d+):(%d+)$')
  since = tonumber(since)
  if since < tonumber(ARGV[1]) then
    missing = missing + tonumber(till) - tonumber(from) + 1
    if oldest == 0 or since < oldest then
      oldest = since
    end
    if #listed < tonumber(ARGV[2]) then
      listed[#listed + 1] = gap
    end
  end
end
return {
  stream[1] or '0', stream[2] or '0', string.format('%.0f', missing),
  string.format('%.0f', oldest), stream[3] or '0', unpack(listed)
}
