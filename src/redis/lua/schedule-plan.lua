--[[ Adds occurrence rows of one schedule.
     KEYS  due zset, hash of last planned, rows zset of the schedule, history zset of the schedule
     ARGV  schedule, now ms, instants…
     returns  how many rows are new ]]
local call = redis.call
local schedule, now = ARGV[1], tonumber(ARGV[2])
local last = tonumber(call('HGET', KEYS[2], schedule) or '')
local latest = math.max(last or now, now)
local added = 0
for i = 3, #ARGV do
  local instant = tonumber(ARGV[i])
  latest = math.max(latest, instant)
  local wanted = instant > now or (last and instant > last)
  if wanted and call('ZCOUNT', KEYS[4], instant, instant) == 0 and call('ZADD', KEYS[3], instant, ARGV[i]) == 1 then
    call('ZADD', KEYS[1], instant, schedule .. '@' .. ARGV[i])
    added = added + 1
  end
end
call('HSET', KEYS[2], schedule, string.format('%.0f', latest))
return added
