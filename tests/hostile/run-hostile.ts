import { toUnits } from '../../src/delivery/render/units.ts';
import type { Message } from '../../src/domain/message.ts';
import { createRandom } from '../fuzz/random.ts';
import { catalogue } from './catalogue.ts';
import { type Channel, channels, type Sent } from './channels.ts';
import { hostileText } from './hostile-text.ts';
import { judge, splitIn } from './oracle.ts';
import { createSlots } from './slots.ts';

export interface Findings {
  readonly seed: number;
  /** Renderings, and what each of the two kinds they are spread over got. */
  readonly cases: number;
  readonly templates: Readonly<Record<string, number>>;
  readonly channels: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly pieces: number;
  readonly failures: readonly string[];
  readonly failureCount: number;
}
const FAILURES_KEPT = 30;

/** Puts something hostile into every text, on every channel, `count` times in all: the same seed repeats a run. */
export function runHostile(count: number, seed: number): Findings {
  const random = createRandom(seed);
  const byTemplate: Record<string, number> = {};
  const byChannel: Record<string, number> = {};
  const failures: string[] = [];
  let [cases, failureCount, bytes, pieces] = [0, 0, 0, 0];
  const one = (
    name: string,
    message: Message,
    plain: Message,
    channel: Channel,
    words: readonly string[],
  ) => {
    const hostile = channel.render(message);
    const halves = words.some((word) => /\p{Cs}|\ufffd/u.test(word));
    const wrong = [
      ...judge({ hostile, harmless: channel.render(plain), halves }),
      ...(channel.mentions !== undefined && isCut(hostile, words)
        ? splitIn(hostile, wholeOf(message, hostile, channel.mentions))
        : []),
    ];
    cases += 1;
    byTemplate[name] = (byTemplate[name] ?? 0) + 1;
    byChannel[channel.name] = (byChannel[channel.name] ?? 0) + 1;
    pieces += hostile.length;
    bytes += hostile.reduce((sum, { content }) => sum + content.length, 0);
    if (wrong.length === 0) return;
    failureCount += 1;
    if (failures.length < FAILURES_KEPT)
      failures.push(
        `${name} on ${channel.name}: ${wrong.join('; ')}\n    of ${short(words)}\n    as ${short(hostile.map(({ content }) => content))}`,
      );
  };
  for (let round = 0; cases < count; round += 1)
    for (const [name, shown] of catalogue) {
      if (cases >= count) break;
      const shape = random.int(0, 2 ** 31);
      const words: string[] = [];
      const write = () => {
        const word = hostileText(random);
        words.push(word);
        return word;
      };
      const message = shown(createSlots(shape, write));
      const plain = shown(createSlots(shape, () => '小王'));
      if (!message) continue;
      // Each text is on the next channel in the next round.
      const at = (round + name.length) % (channels.length - 1);
      const channel = message.card ? channels.at(-1) : channels[at];
      if (channel) one(name, message, plain ?? { parts: [] }, channel, words);
    }
  return {
    seed,
    cases,
    templates: byTemplate,
    channels: byChannel,
    bytes,
    pieces,
    failures,
    failureCount,
  };
}

/** Only what was long can have been cut. */
const isCut = (sent: readonly Sent[], words: readonly string[]) =>
  sent.length > 1 || words.some((word) => word.length > 300);
const wholeOf = (message: Message, [first]: readonly Sent[], mentions: boolean): string =>
  toUnits(message, { syntax: first?.syntax ?? 'plain', mentions })
    .map(({ text }) => text)
    .join('');
const short = (texts: readonly string[]) =>
  JSON.stringify(
    texts.map((text) => (text.length > 160 ? `${text.slice(0, 150)}…${text.slice(-10)}` : text)),
  );
