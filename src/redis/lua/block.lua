--[[ Blocks a destination; an earlier, longer block stays.
     KEYS  block mark       ARGV  until ms, how long in ms
     returns  until when it is blocked ]]
local until_ms = redis.call('GET', KEYS[1])
if until_ms and tonumber(until_ms) >= tonumber(ARGV[1]) then return tonumber(until_ms) end
-- The mark says until when; the TTL only cleans up, with a minute to spare for clocks that lag behind.
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2] + 60000)
return tonumber(ARGV[1])
