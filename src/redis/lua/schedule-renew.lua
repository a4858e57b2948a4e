--[[ Makes the lease of a claimed occurrence last longer.
     KEYS  due zset, hash of claims       ARGV  occurrence, token, lease end ms
     returns  1, or 0 when the token is stale ]]
local claim = redis.call('HGET', KEYS[2], ARGV[1])
if not claim or string.match(claim, '^%d+') ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
return 1
