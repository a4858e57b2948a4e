/** Sentence punctuation, Chinese and Western, and what people put after a word for tone. Brackets and quotes stay. */
const AT_END = /[\s.,!?;:。，、！？；：…~～·`'"]+$/u;

/** Without punctuation and spaces at the end: `打卡！！` → `打卡`. Text of nothing else is left alone. */
export function stripEnd(text: string): string {
  const stripped = text.replace(AT_END, '');
  return stripped === '' ? text : stripped;
}
