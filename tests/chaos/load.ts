import { setTimeout as sleep } from 'node:timers/promises';
import type { CallbackOutcome } from '../../src/emulator/types.ts';
import { aibotMessage } from '../support/aibot-message.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import type { Dice } from './random.ts';

/** One message of a member and what came back. */
export interface Said {
  readonly group: string;
  readonly msgid: string;
  readonly userid: string;
  readonly text: string;
  /** Some try was answered HTTP 200. */
  readonly acknowledged: boolean;
  /** Decrypted answers, one per copy that was answered. */
  readonly replies: readonly string[];
}
export interface Load {
  readonly said: readonly Said[];
  /** Callbacks not answered yet. */
  readonly open: number;
  /** Messages acknowledged so far. */
  readonly acknowledged: number;
  /** No new conversations; resolves when those that run are over. */
  finish(): Promise<void>;
}

const PEOPLE_AT_ONCE = 8;
const THINKING_MS = 40;
const SEVERAL_COPIES = 0.2;

/** Members sign up, change their mind, check in and ask, a few at a time, until told to finish. */
export function startLoad(deps: {
  readonly stage: Stage;
  readonly groups: readonly string[];
  readonly dice: Dice;
}): Load {
  const { stage, groups, dice } = deps;
  const said: Said[] = [];
  let finishing = false;
  let members = 0;
  let open = 0;
  let acknowledged = 0;

  const say = async (group: string, userid: string, n: number): Promise<Said> => {
    const msgid = `${userid}-${n}`;
    const text = textOf(dice, msgid);
    const message = aibotMessage({ msgid, chatId: `wr_${group}`, userid, text });
    open += 1;
    const copies = dice.next() < SEVERAL_COPIES ? 2 : 1;
    const outcomes = await stage.emulator.callBack('aibot/helper', message, { copies });
    open -= 1;
    const answered = outcomes.filter(({ status }) => status === 200);
    const replies = answered.map(({ reply, problem }: CallbackOutcome) => reply ?? `no answer: ${problem}`);
    if (answered.length > 0) acknowledged += 1;
    return { group, msgid, userid, text, acknowledged: answered.length > 0, replies };
  };
  /** A person sends the next message once the last is answered; an unanswered one ends the conversation. */
  const converse = async () => {
    // While nobody serves at all, messages would only be lost one after the other.
    await until('somebody to serve', () => finishing || stage.isServed(), 600_000);
    const group = dice.pick(groups);
    members += 1;
    const userid = `u${members}`;
    const messages = dice.between(2, 6);
    for (let n = 0; n < messages; n += 1) {
      const one = await say(group, userid, n);
      said.push(one);
      if (!one.acknowledged) return;
      await sleep(dice.between(0, THINKING_MS));
    }
  };
  const people = Array.from({ length: PEOPLE_AT_ONCE }, async () => {
    while (!finishing) await converse();
  });
  return {
    said,
    get open() {
      return open;
    },
    get acknowledged() {
      return acknowledged;
    },
    finish: async () => {
      finishing = true;
      await Promise.all(people);
    },
  };
}

function textOf(dice: Dice, msgid: string): string {
  const roll = dice.next();
  if (roll < 0.5) return `+${dice.between(1, 3)}`;
  if (roll < 0.65) return '取消接龙';
  if (roll < 0.85) return '打卡 读完第 3 章';
  return `发票 ${msgid} 怎么开`;
}
