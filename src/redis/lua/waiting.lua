--[[ Which scopes a sweep has anything to do in: nearly none, so that looking has to be cheap.
     KEYS  per scope: due zset, busy zset
     ARGV  now ms, stale before ms
     returns  the places in the list, from 0, of scopes with an effect that is due or a claim that is stale ]]
local call = redis.call
local found = {}
for n = 0, #KEYS / 2 - 1 do
  if call('ZCOUNT', KEYS[n * 2 + 1], '-inf', ARGV[1]) > 0 or call('ZCOUNT', KEYS[n * 2 + 2], '-inf', '(' .. ARGV[2]) > 0 then
    found[#found + 1] = n
  end
end
return found
