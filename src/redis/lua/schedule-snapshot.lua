--[[ Keeps the content of an occurrence, once.
     KEYS  hash of claims, hash of snapshots       ARGV  occurrence, token, JSON
     returns  the JSON that is kept, or nil when the token is stale ]]
local claim = redis.call('HGET', KEYS[1], ARGV[1])
if not claim or string.match(claim, '^%d+') ~= ARGV[2] then return false end
redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[3])
return redis.call('HGET', KEYS[2], ARGV[1])
