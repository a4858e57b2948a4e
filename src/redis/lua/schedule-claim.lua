--[[ Takes an occurrence for a lease.
     KEYS  due zset, hash of claims, hash of snapshots, token counter
     ARGV  occurrence (schedule@instant), instant, owner, now ms, lease ms
     returns  {token, snapshot JSON or nil} when claimed, 0 gone, 1 taken, 2 not due ]]
local call = redis.call
local occurrence, now = ARGV[1], tonumber(ARGV[4])
local look = call('ZSCORE', KEYS[1], occurrence)
if not look then return 0 end
if tonumber(ARGV[2]) > now then return 2 end
if tonumber(look) > now then return 1 end
local token = call('INCR', KEYS[4])
call('HSET', KEYS[2], occurrence, token .. '|' .. ARGV[3])
call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[5])), occurrence)
return { token, call('HGET', KEYS[3], occurrence) }
