#!lua
-- Notes what came of comparing orders or pools of a shard. An order is not compared again, once
-- what was found stands here.
-- KEYS  ended orders, findings
-- ARGV  how many were compared, their numbers; then subject, what was found before and what is
--       found now, one after another, each '' for nothing: where something else was noted
--       meanwhile, as by a person, that stays
-- Gives {'noted', how many subjects}.
local compared, noted = tonumber(ARGV[1]), 0
for i = 2 + compared, #ARGV, 3 do
  if (redis.call('HGET', KEYS[2], ARGV[i]) or '') == ARGV[i + 1] then
    if ARGV[i + 2] == '' then
      redis.call('HDEL', KEYS[2], ARGV[i])
    else
      redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 2])
    end
    noted = noted + 1
  end
end
for i = 2, 1 + compared do redis.call('ZREM', KEYS[1], ARGV[i]) end
return {'noted', noted}
