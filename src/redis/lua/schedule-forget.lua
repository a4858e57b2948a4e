--[[ Drops rows of a schedule after `now` that nobody has claimed.
     KEYS  due zset, hash of claims, rows zset of the schedule       ARGV  schedule, now ms, instants to keep…
     returns  how many rows were dropped ]]
local call = redis.call
local keep, dropped = {}, 0
for i = 3, #ARGV do keep[ARGV[i]] = true end
for _, instant in ipairs(call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[2], '+inf')) do
  local occurrence = ARGV[1] .. '@' .. instant
  if not keep[instant] and call('HEXISTS', KEYS[2], occurrence) == 0 then
    call('ZREM', KEYS[1], occurrence)
    call('ZREM', KEYS[3], instant)
    dropped = dropped + 1
  end
end
return dropped
