import { simplify } from './simplify.ts';

/** Who is spoken to by what they are; no names, no 亲友. */
const ADDRESS =
  '(?:各位)?(?:老师|群主|管理员|管理|小编|老板|店家|班长|组长|团长|队长|领队|楼主|主持人|负责人|机器人|小助手|助手|大家|亲)们?';
/**
 * Words people wrap around a request without changing it. Questions (`打卡吗`) are not among them, nor is what turns a
 * request into a greeting (`我来啦`).
 */
const BEFORE = new RegExp(
  `^(?:(?:${ADDRESS}(?:[你您]?好|早|辛苦了)?|嗨|hi|hello|哈喽|(?:早上|上午|中午|下午|晚上)好|早安?|好[的滴嘞]?|嗯+|ok|行|收到|可以|没问题|不好意思|抱歉|冲+|走起|哇+|哈哈+|太好了|各位(?:好|早)?|那个?|呃+|额+)[ ,，、。!！~]+` +
    `|那(?:就|么)?(?=我(?![们的家])|帮我|给我|请|麻烦)|${ADDRESS}(?:你?好|早)?(?=请|麻烦|帮[我忙]|[给替]我|辛苦|我(?![们的家]))` +
    '|(?:你好|您好|(?:麻烦|辛苦|拜托|有劳|劳烦|烦请)(?:你|您|' +
    `${ADDRESS})?|请(?:${ADDRESS})?|(?:如果|要是)?(?:可以|行|方便|还?有?没?有?(?:名额|位[置子]?|空位)|来得及|还?能报|没满)的话|` +
    '[帮给替]俺们?|帮忙|[帮给替]我(?!家|们)|我想要?|我要|我来|我也|也|都(?=要|想)|我(?![们的家]))[ ,，、]*)+',
);
const AFTER = new RegExp(
  `(?:[ ,，、。;；!！~]*(?:(?:谢谢|多谢|感谢|谢(?=[了啦]))(?:你|您|啦|了|咯|哦|的|组织者?|安排|分享|${ADDRESS})*|(?:辛苦|麻烦|拜托|有劳)(?:你|您|啦|了|咯|${ADDRESS})+|拜托|唔该晒?|多谢晒|thanks|thx|3q|吧|一下|可以吗|好吗|行吗|冲+|走起|哈哈+|嘿嘿+` +
    // Said after something else it is a cheer; behind 备注 it is what was to be noted.
    '|(?<=[ ,，、。!！~])(?:谢谢|多谢|感谢)\\p{Script=Han}{1,8}' +
    '|(?<=[ ,，、。!！~](?<!(?:备注|备註)[ ,，]+))(?:好?期待|加油|必须的?|安排|好?开心|激动|太?棒了|好耶|赞|来了)' +
    '|(?<=了)拉|[哈啦咯呗嘞喽嘛噻哩呐捏勒哟噢哦呀啊鸭吖哇哒叭撒咧耶喔]|[(（][^()（）\\p{L}\\p{N}]{1,8}[)）]|\\[[^[\\]\\s]{1,6}\\]|\\p{Extended_Pictographic}\\ufe0f?))+$',
  'u',
);
/** What the words above end in. Of other letters and digits none does, and looking for the words takes longer than that. */
const LAST =
  /[拉噻哩呐捏勒嘛晒该织者位方导排享的待油须的排心动棒耶赞谢你您啦了吧下以吗sxq托哈嘿冲起咯呗嘞喽哟噢哦呀啊鸭吖哇哒叭撒咧耶喔们师主员理编长队人手家亲]|[^\p{L}\p{N}]/u;
/** 能帮我改成三位吗: a request, for all that it asks. */
const ASKED =
  /^(?:能不能|可不可以|可否|能否|能|可以)(?:麻[烦煩])?[你您]?([帮給给替幫][我俺].+?)[吗嗎么]?(?:[?？,，。!！ ]*(?:谢谢|謝謝|多谢)[你您啦了]?)?[?？。!！]*$/u;
/** A request in so many words is not a command any more. */
const LONGEST = 40;

/** `请帮我打卡,谢谢` → `打卡`, `+1 🙏` → `+1`: the request itself, or the text as it was when that would leave nothing. */
export function withoutCourtesy(text: string): string {
  if (text.length > LONGEST) return text;
  const typed = text.trim();
  const asked = /^[能可]/u.test(typed) ? ASKED.exec(typed)?.[1] : undefined;
  if (asked !== undefined) return withoutCourtesy(asked);
  // Of the same length, so that what is left is cut from the text as it was typed.
  const request = simplify(typed).replace(BEFORE, '');
  const plain = LAST.test(request.slice(-1)) ? request.replace(AFTER, '') : request;
  const start = typed.length - request.length;
  const left = typed.slice(start, start + plain.length).trim();
  return left === '' ? text : left;
}

/** What follows a command that takes no free words, without thanks behind it; nothing may be left. */
export function withoutThanks(text: string): string {
  const said = text.trim();
  if (said.length > LONGEST || !LAST.test(said.slice(-1))) return said;
  return said.slice(0, simplify(said).replace(AFTER, '').length).trim();
}
