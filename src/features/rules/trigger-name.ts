/** What begins a rule, in the words of the guide. */
const triggers: ReadonlyMap<string, string> = new Map([
  ['message.received', '有人 @我 说话'],
  ['command.unknown', '不认识的命令'],
  ['member.joined', '有人进群'],
  ['member.left', '有人退群'],
  ['member.renamed', '有人改群昵称'],
  ['card.clicked', '有人点卡片'],
  ['feedback.given', '有人点赞或踩'],
  ['chat.entered', '有人打开单聊'],
  ['group.created', '建群'],
  ['group.renamed', '改群名'],
  ['group.owner-changed', '换群主'],
  ['group.notice-changed', '改公告'],
  ['group.dismissed', '群解散'],
  ['bot.added', '机器人进群'],
  ['bot.removed', '机器人被移出'],
  ['nickname.fixed', '有人改对名片'],
  ['checkin.done', '有人打卡'],
  ['checkin.missed', '有人漏卡'],
  ['checkin.streak', '连续打卡到里程碑'],
  ['points.changed', '积分变了'],
  ['chain.opened', '接龙开始'],
  ['chain.full', '接龙报满'],
  ['chain.closed', '接龙截止'],
  ['schedule', '到点'],
]);
/** What a rule emits has the name its author gave it. */
export const triggerName = (on: string): string => triggers.get(on) ?? on;
