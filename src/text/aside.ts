/**
 * What stands beside a request and is none itself: `story` is why, how or a cheer, and nothing depends on it. Of the
 * others the request may depend, so each that acts on requests says with which it still does.
 */
export type Aside =
  | 'room'
  | 'price'
  | 'question'
  | 'condition'
  | 'mistake'
  | 'others'
  | 'refusal'
  | 'later'
  | 'agreement'
  | 'notice'
  | 'you'
  | 'story';

const QUESTION =
  /[?？吗谁哪怎]|如何|多少|什么|啥|几[点个号位人时天]|第几|能不能|可不可以|是不是|有没有|行不行|来不来得及|[么呢不没]$/u;
/** Whether there is a place and time for it is answered by doing it. */
const ROOM =
  /名额|位[置子]|空位|来得及|赶得上|满了?[吗没么]|[能可][以]?(?:再)?[报加带上]|可以[吗么不]|行[吗么不]|好[吗么不]/u;
const PRICE = /钱|贵|费|[元块]|aa/iu;
/** In this order: what may stop a request weighs more than what only surrounds it. In simplified characters. */
const KINDS: readonly (readonly [Aside, RegExp])[] = [
  [
    'condition',
    /如果|要是|假如|倘若|除非|只要|万一|的话|再说|再定|再看|看情况|考虑|商量|问问|问一?下|不一定|不确定|没定|未定|待定|可能|也许|说不定|应该|估计|争取|犹豫|纠结|没想好|等.{0,8}再|先不|等通知|但|不过|可惜|只是|除了/u,
  ],
  ['mistake', /不对|[打写发说弄搞报]错|更正|不是我/u],
  [
    'others',
    /(?:老公|老婆|爱人|孩子|娃|儿子|女儿|[爸妈]|朋友|同[事学]|家人|室友|闺蜜).{0,4}(?:不|没)能?[去来参]|说|讲(?!座)|喊|(?<![其吉])他|[她它]|别人|人家|某/u,
  ],
  [
    'refusal',
    /(?:不|没)(?:想|能|法|办法|打算)?(?:再)?(?:去|来|参加|报名|报|接龙)(?!了?吗)|不要了|不行|没(?:空|时间)|[去来报参加]不[了成上]|赶不|取消|退出|算了|弃权|请假/u,
  ],
  ['later', /下次|下周|下个?月|下回|改天|以后|回头|后面再|昨天|上次算|明年/u],
  [
    'agreement',
    /同意|赞[同成]|支持|认同|观点|说得|有道理|没错|确实|羡慕|好评|楼上|附议|太对|对的|是的|一样|好[看听美]|[可真]爱|厉害|同感|(?:也|这么|这样)(?:觉得|想的|认为)|也是/u,
  ],
  [
    'notice',
    /截止|截至|通知|公告|开始|结束|最后|链接|大家|各位|家长们|同学们|尽快|抓紧|赶紧|记得|请(?!多|假|问|允)|提醒|二维码|还剩|欢迎|注意|需要|人数/u,
  ],
  ['you', /[你您]/u],
];

/** What has been tells why somebody comes now. */
const BEFORE = /^(?:我们?|俺)?(?:上次|上回|之前|以前|去年|前几次|好久|早就|一直)(?!算)/u;

/** 可能晚到几分钟: that they come is not in doubt. */
const MAY_BE_LATE = /(?:可能|也许|应该|估计|大概|会).{0,3}(?:[晚迟早](?!上|饭|餐|会)|先走)/u;

export function asideOf(clause: string): Aside {
  if (QUESTION.test(clause)) return PRICE.test(clause) ? 'price' : ROOM.test(clause) ? 'room' : 'question';
  if (BEFORE.test(clause) || MAY_BE_LATE.test(clause)) return 'story';
  return KINDS.find(([, pattern]) => pattern.test(clause))?.[0] ?? 'story';
}
