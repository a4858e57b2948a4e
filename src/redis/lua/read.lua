--[[ Reads rows of many collections in one go.
     KEYS  one hash per group of rows
     ARGV  per key: how many fields, then the fields; 0 reads the whole hash
     returns  per key: the values in order (nil when absent), or field, value, … of the whole hash ]]
local call = redis.call
local a = 1
local results = {}
for k = 1, #KEYS do
  local fields = tonumber(ARGV[a])
  if fields == 0 then
    results[k] = call('HGETALL', KEYS[k])
  elseif fields == 1 then
    results[k] = { call('HGET', KEYS[k], ARGV[a + 1]) }
  else
    results[k] = call('HMGET', KEYS[k], unpack(ARGV, a + 1, a + fields))
  end
  a = a + 1 + fields
end
return results
