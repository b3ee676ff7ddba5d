#!lua
-- Puts codes into a pool, each once for ever.
-- KEYS  every code there ever was, the codes that are free
-- ARGV  codes
-- Gives {how many are free, place of a code that was there before (1, 2, ...), ...}.
local said = {0}
for i, code in ipairs(ARGV) do
  if redis.call('SADD', KEYS[1], code) == 1 then
    redis.call('RPUSH', KEYS[2], code)
  else
    said[#said + 1] = i
  end
end
said[1] = redis.call('LLEN', KEYS[2])
return said
