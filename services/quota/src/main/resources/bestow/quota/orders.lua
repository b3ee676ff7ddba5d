#!lua flags=no-writes
-- Reads a user's orders of one gift, newest first. They are found from the last number of each
-- period: its sequence counts down to 1.
-- KEYS  user, what an order's key starts with
-- ARGV  how many at most
-- Gives number and record, one after another.
local all, last = redis.call('HGETALL', KEYS[1]), {}
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 5) == 'last:' then last[#last + 1] = {all[i], all[i + 1]} end
end
table.sort(last, function(a, b) return a[1] > b[1] end)

local found, most = {}, 2 * tonumber(ARGV[1])
for _, period in ipairs(last) do
  local prefix, sequence = string.sub(period[2], 1, 26), tonumber(string.sub(period[2], 27))
  while sequence > 0 and #found < most do
    local number = prefix .. string.format('%06d', sequence)
    local record = redis.call('GET', KEYS[2] .. number)
    -- Missing where the secret of the numbers was changed within the period.
    if record then
      found[#found + 1] = number
      found[#found + 1] = record
    end
    sequence = sequence - 1
  end
end
return found
