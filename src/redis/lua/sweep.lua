--[[ Finds what a crash or a full window left in the outbox.
     KEYS  per scope: outbox hash, due zset, busy zset, ledger hash of the day, zset of ledger days
     ARGV  now ms, stale before ms, limit, ms a ledger is kept, days a ledger is kept, day, head of the ledger JSON
     Claims made before `stale before`: what people can see becomes unknown in the ledger, the rest is queued again.
     returns  per scope: {{id, due ms, …}, {id, ledger JSON, …}} ]]
local call = redis.call
local now, stale, limit, day = ARGV[1], ARGV[2], ARGV[3], ARGV[6]
local results = {}
for n = 0, #KEYS / 5 - 1 do
  local out, due, busy = KEYS[n * 5 + 1], KEYS[n * 5 + 2], KEYS[n * 5 + 3]
  local lost = {}
  for _, id in ipairs(call('ZRANGEBYSCORE', busy, '-inf', '(' .. stale, 'LIMIT', 0, limit)) do
    call('ZREM', busy, id)
    local row = call('HGET', out, id)
    if row then
      local kind, attempt, reason, json = string.match(row, '^(%a)(%d+)\n[^\n]*\n[^\n]*\n([^\n]*)\n(.*)$')
      if kind == 'v' then
        local ledger, days = KEYS[n * 5 + 4], KEYS[n * 5 + 5]
        local entry = ARGV[7] .. ',"a":' .. attempt .. ',"o":' .. json .. '}'
        call('HDEL', out, id)
        call('HSET', ledger, id, entry)
        if call('ZADD', days, day, day) == 1 then
          call('PEXPIRE', ledger, ARGV[4])
          call('ZREMRANGEBYSCORE', days, '-inf', day - ARGV[5])
        end
        lost[#lost + 1] = id
        lost[#lost + 1] = entry
      else
        call('HSET', out, id, kind .. attempt .. '\n\n' .. now .. '\n' .. reason .. '\n' .. json)
        call('ZADD', due, now, id)
      end
    end
  end
  results[n + 1] = { call('ZRANGEBYSCORE', due, '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit), lost }
end
return results
