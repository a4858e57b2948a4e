--[[ Takes queued effects for a sender, each at most once.
     KEYS  per claim: outbox hash, due zset, busy zset
     ARGV  per claim: effect id, owner, now ms
     returns  per claim: {attempt, outgoing JSON} when claimed, 0 gone, 1 taken, the due ms (string) when not due ]]
local call = redis.call
local results = {}
for n = 0, #KEYS / 3 - 1 do
  local out, due, busy = KEYS[n * 3 + 1], KEYS[n * 3 + 2], KEYS[n * 3 + 3]
  local id, owner, now = ARGV[n * 3 + 1], ARGV[n * 3 + 2], ARGV[n * 3 + 3]
  local row = call('HGET', out, id)
  local result = 0
  if row then
    local when = call('ZSCORE', due, id)
    if not when then
      result = 1
    elseif tonumber(when) > tonumber(now) then
      result = when
    else
      local kind, attempt, json = string.match(row, '^(%a)(%d+)\n[^\n]*\n[^\n]*\n[^\n]*\n(.*)$')
      attempt = attempt + 1
      call('ZREM', due, id)
      call('ZADD', busy, now, id)
      call('HSET', out, id, kind .. attempt .. '\n' .. owner .. '\n' .. now .. '\n\n' .. json)
      result = { attempt, json }
    end
  end
  results[n + 1] = result
end
return results
