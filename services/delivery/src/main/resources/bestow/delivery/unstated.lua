#!lua flags=no-writes
-- Orders that got their end within a time and that stand in no statement.
-- KEYS[1] orders by when they got their end; KEYS[2] what the note of a stated order begins with,
-- KEYS[3] an order's key likewise; KEYS[4] the shard's findings
-- ARGV[1] from when in epoch milliseconds and ARGV[2] behind which number of then, empty for none;
-- ARGV[3] before when; ARGV[4] how many to look at
-- Gives when the last one that was looked at ended and its number, both empty for none; then
-- number, record and finding of each that stands in none.
local same = ARGV[2] == '' and 0 or redis.call('ZCOUNT', KEYS[1], ARGV[1], ARGV[1])
local ended = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '(' .. ARGV[3], 'WITHSCORES', 'LIMIT',
  0, same + tonumber(ARGV[4]))
local said, looked = {'', ''}, 0
for i = 1, #ended, 2 do
  local number, at = ended[i], ended[i + 1]
  local seen = at == ARGV[1] and number <= ARGV[2]
  if not seen and looked < tonumber(ARGV[4]) then
    looked = looked + 1
    said[1], said[2] = at, number
    if redis.call('EXISTS', KEYS[2] .. number) == 0 then
      said[#said + 1] = number
      said[#said + 1] = redis.call('GET', KEYS[3] .. number) or ''
      said[#said + 1] = redis.call('HGET', KEYS[4], number) or ''
    end
  end
end
return said
