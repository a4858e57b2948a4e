/**
 * Words people wrap around a request without changing it. Questions (`打卡吗`) are not among them, nor is what turns a
 * request into a greeting (`我来啦`).
 */
const BEFORE =
  /^(?:(?:(?:各位)?(?:老师|群主|管理员|小编|班长|组长|大家|亲)们?(?:好|早|辛苦了)?|嗨|hi|hello|早上好|早安?|好[的滴]?|嗯+|ok|行|收到|不好意思|抱歉)[ ,，、。!！~]+|(?:你好|您好|麻烦(?:你|您|老师)?|辛苦(?:老师)?|请|帮忙|帮我|给我|替我|我想要?|我要|我来|我也|也|我(?![们的家]))[ ,，、]*)+/;
const AFTER =
  /(?:[ ,，、]*(?:谢谢(?:你|您|啦|了)?|多谢|辛苦(?:啦|了)|thanks|thx|拜托了?|麻烦[了啦]|吧|一下|可以吗|好吗|行吗|[哈啦咯呗嘞喽哟噢哦呀]|\[[^[\]\s]{1,6}\]|\p{Extended_Pictographic}\ufe0f?))+$/u;
/** What the words above end in. Of other letters and digits none does, and looking for the words takes longer than that. */
const LAST = /[谢你您啦了吧下以吗sx托烦哈咯呗嘞喽哟噢哦呀]|[^\p{L}\p{N}]/u;
/** A request in so many words is not a command any more. */
const LONGEST = 40;

/** `请帮我打卡,谢谢` → `打卡`, `+1 🙏` → `+1`: the request itself, or the text as it was when that would leave nothing. */
export function withoutCourtesy(text: string): string {
  if (text.length > LONGEST) return text;
  const request = text.trim().replace(BEFORE, '');
  const plain = (LAST.test(request.slice(-1)) ? request.replace(AFTER, '') : request).trim();
  return plain === '' ? text : plain;
}
