#!lua
-- Notes what was found about a subject.
-- KEYS[1] the shard's findings
-- ARGV[1] the subject, ARGV[2] what was found, ARGV[3] how many findings a shard may have; ARGV[4]
-- what was found before, '' for nothing: where something else was noted meanwhile, as by a person,
-- that stays; without it nothing else does
-- Gives 1, or 0 where it is not noted.
if ARGV[4] and (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[4] then return 0 end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3])
  and redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
