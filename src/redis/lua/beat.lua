--[[ A sign of life of a process that can accept messages; notes when there was none before it. Time is Redis' own: a
     sandbox that moves the shared clock makes no gap.
     KEYS  last sign of life, gaps nobody has been told of, offset of the shared clock
     ARGV  the shortest gap in ms
     returns  "from-to" of every gap not yet told, by the shared clock, oldest first ]]
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = tonumber(call('GET', KEYS[1]))
if last and now - last >= tonumber(ARGV[1]) then
  local offset = tonumber(call('GET', KEYS[3]) or '0')
  call('ZADD', KEYS[2], now, string.format('%.0f-%.0f', last + offset, now + offset))
end
call('SET', KEYS[1], string.format('%.0f', now))
return call('ZRANGE', KEYS[2], 0, -1)
