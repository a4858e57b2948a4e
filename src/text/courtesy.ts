/**
 * Words people wrap around a request without changing it. Questions (`打卡吗`) are not among them, nor is what turns a
 * request into a greeting (`我来啦`).
 */
const BEFORE = /^(?:(?:你好|您好|麻烦|请|帮我|给我|我想要|我想|我要)[ ,，、]*)+/;
const AFTER =
  /(?:[ ,，、]*(?:谢谢(?:你|您|啦|了)?|多谢|辛苦(?:啦|了)|thanks|thx|吧|一下|可以吗|好吗|行吗|\p{Extended_Pictographic}\ufe0f?))+$/u;
/** What the words above end in. Of other letters and digits none does, and looking for the words takes longer than that. */
const LAST = /[谢你您啦了吧下以吗sx]|[^\p{L}\p{N}]/u;
/** A request in so many words is not a command any more. */
const LONGEST = 40;

/** `请帮我打卡,谢谢` → `打卡`, `+1 🙏` → `+1`: the request itself, or the text as it was when that would leave nothing. */
export function withoutCourtesy(text: string): string {
  if (text.length > LONGEST) return text;
  const request = text.trim().replace(BEFORE, '');
  const plain = (LAST.test(request.slice(-1)) ? request.replace(AFTER, '') : request).trim();
  return plain === '' ? text : plain;
}
