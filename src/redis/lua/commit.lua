--[[ Commits many independent requests; each is atomic by itself and sees the ones before it.
     KEYS  per request: seq counter, done mark, one hash per collection it names, then – only with effects – outbox hash, due zset,
           then – only with said – list of what was said
     ARGV  per request: collections, expectations, writes, effects (counts), keep ms, reply,
           said ('' = not said in a group), how many of those to keep,
           per expectation: collection index, field ('#' for the whole collection), version ('' = absent)
           per write: collection index, field, JSON ('' deletes), ttl ms ('' = none)
           per effect: id, due ms, outbox row
     returns  per request: seq when committed, the stored reply (string) of a duplicate, nil on a conflict ]]
local call = redis.call
local k, a, n = 1, 1, 0
local results = {}
local last = #KEYS

local function holds(key, field, version)
  local value = call('HGET', key, field)
  if not value then return version == '' end
  if field == '#' then return value == version end
  return version ~= '' and string.sub(value, 1, #version + 1) == version .. '|'
end

while k <= last do
  local collections, expects = tonumber(ARGV[a]), tonumber(ARGV[a + 1])
  local writes, effects = tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3])
  local keepMs, reply = ARGV[a + 4], ARGV[a + 5]
  local said, saidKept = ARGV[a + 6], ARGV[a + 7]
  local base = k + 1 -- KEYS[base + i] is collection i
  local firstExpect = a + 8
  local firstWrite = firstExpect + expects * 3
  local firstEffect = firstWrite + writes * 4
  n = n + 1
  local result = call('GET', KEYS[k + 1])
  if not result then
    local fresh = true
    for e = firstExpect, firstWrite - 1, 3 do
      if not holds(KEYS[base + ARGV[e]], ARGV[e + 1], ARGV[e + 2]) then
        fresh = false
        break
      end
    end
    if fresh then
      local seq = call('INCR', KEYS[k])
      for w = firstWrite, firstEffect - 1, 4 do
        local key, field, json, ttl = KEYS[base + ARGV[w]], ARGV[w + 1], ARGV[w + 2], ARGV[w + 3]
        if json == '' then
          call('HDEL', key, field)
          call('HSET', key, '#', seq)
        else
          call('HSET', key, field, seq .. '|' .. json, '#', seq)
        end
        if ttl ~= '' then call('PEXPIRE', key, ttl) end
      end
      if effects > 0 then
        local out, due = KEYS[base + collections + 1], KEYS[base + collections + 2]
        for f = firstEffect, firstEffect + effects * 3 - 1, 3 do
          call('HSET', out, ARGV[f], ARGV[f + 2])
          call('ZADD', due, ARGV[f + 1], ARGV[f])
        end
      end
      call('SET', KEYS[k + 1], reply, 'PX', keepMs)
      if said ~= '' then
        local list = KEYS[base + collections + (effects > 0 and 3 or 1)]
        call('LPUSH', list, said)
        call('LTRIM', list, 0, saidKept - 1)
        call('PEXPIRE', list, keepMs)
      end
      result = seq
    end
  end
  results[n] = result
  a = firstEffect + effects * 3
  k = base + collections + 1
  if effects > 0 then k = k + 2 end
  if said ~= '' then k = k + 1 end
end
return results
