--[[ Ends an occurrence and keeps its report.
     KEYS  due zset, hash of claims, hash of snapshots, rows zset of the schedule, history zset of the schedule
     ARGV  occurrence, instant, token, history entry, how many entries are kept
     returns  1, or 0 when the token is stale ]]
local call = redis.call
local claim = call('HGET', KEYS[2], ARGV[1])
if not claim or string.match(claim, '^%d+') ~= ARGV[3] then return 0 end
call('ZREM', KEYS[1], ARGV[1])
call('HDEL', KEYS[2], ARGV[1])
call('HDEL', KEYS[3], ARGV[1])
call('ZREM', KEYS[4], ARGV[2])
call('ZADD', KEYS[5], ARGV[2], ARGV[2] .. '|' .. ARGV[4])
call('ZREMRANGEBYRANK', KEYS[5], 0, -1 - ARGV[5])
return 1
