--[[ The group a chat was bound to; an unbound chat is noted as seen.
     KEYS  hash of bound chats, zset of unbound chats       ARGV  chat key, now ms, how many unbound chats are kept
     returns  the group, or nil ]]
local group = redis.call('HGET', KEYS[1], ARGV[1])
if group then return group end
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[3])
return false
