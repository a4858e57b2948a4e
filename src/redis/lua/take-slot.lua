--[[ Takes slots in the sliding windows of destinations. The same id takes only one slot.
     KEYS  per take: zset of send times, block mark
     ARGV  per take: id, now ms, how many limits, then per limit: max, window ms
     returns  per take: 0 when taken, else ms until a slot may be free in every window ]]
local call = redis.call
local a = 1
local results = {}
for n = 0, #KEYS / 2 - 1 do
  local slots, block = KEYS[n * 2 + 1], KEYS[n * 2 + 2]
  local id, now, limits = ARGV[a], tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
  local wait, longest = 0, 0
  local blocked = call('GET', block)
  if blocked and tonumber(blocked) > now then wait = tonumber(blocked) - now end
  for l = a + 3, a + 2 + limits * 2, 2 do longest = math.max(longest, tonumber(ARGV[l + 1])) end
  call('ZREMRANGEBYSCORE', slots, '-inf', now - longest)
  if not call('ZSCORE', slots, id) then
    for l = a + 3, a + 2 + limits * 2, 2 do
      local max, window = tonumber(ARGV[l]), tonumber(ARGV[l + 1])
      local used = call('ZCOUNT', slots, '(' .. (now - window), '+inf')
      if used >= max then
        -- The slot that must leave the window first: the max-th newest.
        local oldest = call('ZREVRANGE', slots, max - 1, max - 1, 'WITHSCORES')
        wait = math.max(wait, oldest[2] + window - now)
      end
    end
    if wait == 0 then
      call('ZADD', slots, now, id)
      -- A minute more than the windows need, so that the clock of the caller may lag behind.
      call('PEXPIRE', slots, longest + 60000)
    end
  end
  results[n + 1] = wait
  a = a + 3 + limits * 2
end
return results
