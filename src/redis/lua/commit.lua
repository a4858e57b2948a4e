--[[ Commits many independent requests; each is atomic by itself and sees the ones before it.
     KEYS  per request: seq counter, done mark, one hash per collection it names, then – only with effects – outbox hash, due zset,
           then – only with said – list of what was said
     ARGV  per request: 'collections,expectations,writes,effects,keep ms,said kept' (the first four are counts), reply,
           said – only when some are kept,
           per expectation: 'collection index:version:field' (field '#' for the whole collection, version '' = absent)
           per write: 'collection index:ttl ms:field' (ttl '' = none), JSON ('' deletes)
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
  local collections, expects, writes, effects, keepMs, saidKept =
    string.match(ARGV[a], '^(%d+),(%d+),(%d+),(%d+),(%d+),(%d+)$')
  collections, expects, writes, effects = tonumber(collections), tonumber(expects), tonumber(writes), tonumber(effects)
  local reply, said = ARGV[a + 1], saidKept ~= '0'
  local base = k + 1 -- KEYS[base + i] is collection i
  local firstExpect = a + (said and 3 or 2)
  local firstWrite = firstExpect + expects
  local firstEffect = firstWrite + writes * 2
  n = n + 1
  local result = call('GET', KEYS[k + 1])
  if not result then
    local fresh = true
    for e = firstExpect, firstWrite - 1 do
      local index, version, field = string.match(ARGV[e], '^(%d+):(%d*):(.*)$')
      if not holds(KEYS[base + index], field, version) then
        fresh = false
        break
      end
    end
    if fresh then
      local seq = call('INCR', KEYS[k])
      for w = firstWrite, firstEffect - 1, 2 do
        local index, ttl, field = string.match(ARGV[w], '^(%d+):(%d*):(.*)$')
        local key, json = KEYS[base + index], ARGV[w + 1]
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
      if said then
        local list = KEYS[base + collections + (effects > 0 and 3 or 1)]
        call('LPUSH', list, ARGV[a + 2])
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
  if said then k = k + 1 end
end
return results
