#!lua
-- One verdict: blocked, beyond a limit, or counted and allowed. Only claims that are let through count.
-- A counter is 'window current previous': how many in this fixed window and in the one before. The
-- sliding window's count is current + previous × the part of it that the sliding window still covers.
-- KEYS block list (hash), then a counter for each dimension
-- ARGV now ms, then for each dimension: its name in the block list, limit, window ms
-- Returns {0} allowed, {1, i} blocked, {2, i, ms to wait} beyond the limit of the i-th dimension
local now = tonumber(ARGV[1])
local dimensions = #KEYS - 1
local names = {}
for i = 1, dimensions do
  names[i] = ARGV[3 * i - 1]
end
local blocks = redis.call('HMGET', KEYS[1], unpack(names))
for i = 1, dimensions do
  if blocks[i] then
    local till = tonumber(string.match(blocks[i], '^%d+'))
    if till == 0 or till > now then
      return {1, i}
    end
  end
end
local counters = redis.call('MGET', unpack(KEYS, 2))
local values = {}
for i = 1, dimensions do
  local limit, length = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  local window = math.floor(now / length)
  local current, previous = 0, 0
  if counters[i] then
    local w, c, p = string.match(counters[i], '(%d+) (%d+) (%d+)')
    w = tonumber(w)
    if w == window then
      current, previous = tonumber(c), tonumber(p)
    elseif w == window - 1 then
      previous = tonumber(c)
    end
  end
  local passed = now - window * length
  if current + previous * (length - passed) / length + 1 > limit then
    local wait = length - passed
    if previous > 0 and current + 1 <= limit then
      -- The previous window fades: wait until what is left of it makes room for one.
      wait = math.min(wait, math.ceil(length - passed - (limit - current - 1) * length / previous))
    end
    return {2, i, math.max(wait, 1)}
  end
  values[i] = string.format('%d %d %d', window, current + 1, previous)
end
for i = 1, dimensions do
  redis.call('SET', KEYS[i + 1], values[i], 'PX', 2 * tonumber(ARGV[3 * i + 1]))
end
return {0}
