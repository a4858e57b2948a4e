/** Sentence punctuation, Chinese and Western, and what people put after a word for tone. Brackets and quotes stay. */
const AT_END = /[\s.,!?;:。，、！？；：…~～·`'"]/u;

/** Without punctuation and spaces at the end: `打卡！！` → `打卡`. Text of nothing else is left alone. */
export function stripEnd(text: string): string {
  let end = text.length;
  // From the end by hand: a pattern ending in `+$` takes quadratic time over punctuation in the middle.
  while (end > 0 && AT_END.test(text.charAt(end - 1))) end -= 1;
  return end === 0 ? text : text.slice(0, end);
}
