--[[ Writes down what became of claimed effects. Only the owner of the claim may; anybody else changes nothing.
     KEYS  per effect: outbox hash, due zset, busy zset, ledger hash of the day, zset of ledger days
     ARGV  1 ms a ledger is kept, 2 days a ledger is kept, then per effect: id, owner, now ms, mode, x, y
           mode 'd' done: leaves no trace · 'q' queued again: x due ms, y reason · 'w' the same, not counted as an attempt · 'f' final: x head of the ledger JSON, y day
     returns  per effect: 1 when written, 0 when the claim was not the owner's ]]
local call = redis.call
local results = {}
for n = 0, #KEYS / 5 - 1 do
  local out, due, busy = KEYS[n * 5 + 1], KEYS[n * 5 + 2], KEYS[n * 5 + 3]
  local a = n * 6 + 3
  local id, mode, x, y = ARGV[a], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5]
  local row = call('HGET', out, id)
  results[n + 1] = 0
  if row then
    local kind, attempt, owner, json = string.match(row, '^(%a)(%d+)\n([^\n]*)\n[^\n]*\n[^\n]*\n(.*)$')
    if owner == ARGV[a + 1] and call('ZREM', busy, id) == 1 then
      results[n + 1] = 1
      if mode == 'q' or mode == 'w' then
        if mode == 'w' then attempt = attempt - 1 end
        call('HSET', out, id, kind .. attempt .. '\n\n' .. ARGV[a + 2] .. '\n' .. y .. '\n' .. json)
        call('ZADD', due, x, id)
      else
        call('HDEL', out, id)
        if mode == 'f' then
          local ledger, days = KEYS[n * 5 + 4], KEYS[n * 5 + 5]
          call('HSET', ledger, id, x .. ',"a":' .. attempt .. ',"o":' .. json .. '}')
          if call('ZADD', days, y, y) == 1 then
            call('PEXPIRE', ledger, ARGV[1])
            call('ZREMRANGEBYSCORE', days, '-inf', y - ARGV[2])
          end
        end
      end
    end
  end
end
return results
