import { data, type Part, text } from './message.ts';

/** `rules/faq.yaml:6:1 rules.0.when`, as the checks of the configuration write it. */
const PLACE =
  /(?:(?:[\w\u4e00-\u9fff-]+\/)*[\w\u4e00-\u9fff-]+\.ya?ml|templates\/[\w\u4e00-\u9fff-]+\.md):\d+:\d+(?: [a-z][\w.-]*(?=: ))?/gu;

/**
 * A complaint as parts: places in files as they are, to be found and copied, everything else literally. Data would lose
 * its dots to whatever keeps member text from looking like a link.
 */
export function withPlaces(complaint: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: place, index } of complaint.matchAll(PLACE)) {
    if (index > from) parts.push(data(complaint.slice(from, index)));
    parts.push(text(place));
    from = index + place.length;
  }
  return from < complaint.length ? [...parts, data(complaint.slice(from))] : parts;
}
