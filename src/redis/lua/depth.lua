--[[ How much waits in outboxes.
     KEYS  outbox hashes
     returns  the number of rows of all of them ]]
local sum = 0
for _, key in ipairs(KEYS) do sum = sum + redis.call('HLEN', key) end
return sum
