--[[ The time everybody shares. KEYS  offset       returns  {seconds, microseconds, offset in ms} ]]
local time = redis.call('TIME')
return { time[1], time[2], redis.call('GET', KEYS[1]) or '0' }
