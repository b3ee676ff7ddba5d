#!lua flags=no-writes
-- Any orders of an index of a shard.
-- KEYS[1] orders by when they came to stand there, KEYS[2] what an order's key begins with, KEYS[3] the shard's
-- findings
-- ARGV[1] how many, ARGV[2] before when, in epoch milliseconds
-- Gives number, record and finding, one after another.
local any = redis.call('ZRANDMEMBER', KEYS[1], ARGV[1], 'WITHSCORES')
local said = {}
for i = 1, #any, 2 do
  if tonumber(any[i + 1]) < tonumber(ARGV[2]) then
    said[#said + 1] = any[i]
    said[#said + 1] = redis.call('GET', KEYS[2] .. any[i]) or ''
    said[#said + 1] = redis.call('HGET', KEYS[3], any[i]) or ''
  end
end
return said
