import type { MemberRef } from '../../src/domain/chat.ts';
import { memberId } from '../../src/domain/ids.ts';
import { data, mention, type Part } from '../../src/domain/message.ts';
import { createRandom } from '../fuzz/random.ts';

/**
 * What a case fills a text with. `word` is something a member wrote; everything else is shape, which comes out the same
 * for the hostile rendering and for the harmless one it is compared with.
 */
export interface Slots {
  word(): string;
  words(most?: number): string[];
  int(from: number, to: number): number;
  flag(): boolean;
  pick<const T>(choices: readonly [T, ...T[]]): T;
  maybe<T>(make: () => T): T | undefined;
  list<T>(make: () => T, most?: number): T[];
  ref(): MemberRef;
  /** Somebody as texts are given them: a name, or a mention. */
  who(): Part;
}

export function createSlots(shape: number, write: () => string): Slots {
  const random = createRandom(shape);
  const list = <T>(make: () => T, most = 3): T[] => Array.from({ length: random.int(0, most) }, make);
  const ref = (): MemberRef => {
    const known = random.int(0, 2);
    const name = write();
    if (known === 0) return { id: memberId('zhangsan'), userid: 'zhangsan', name };
    if (known === 1) return { id: memberId('name:x'), name };
    // A userid that WeCom could give pings whoever it names; one that is none must ping nobody.
    const userid = random.chance(0.2) ? 'all' : `<${write()}`;
    return { id: memberId('wm1'), userid, name };
  };
  return {
    word: write,
    words: (most) => list(write, most),
    int: random.int,
    flag: () => random.chance(0.5),
    pick: random.pick,
    maybe: (make) => (random.chance(0.7) ? make() : undefined),
    list,
    ref,
    who: () => (random.chance(0.5) ? data(write()) : mention(ref())),
  };
}
