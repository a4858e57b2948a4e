import { asideOf } from '../text/aside.ts';
import { clausesOf } from '../text/clauses.ts';
import { withoutCourtesy } from '../text/courtesy.ts';
import { simplify } from '../text/simplify.ts';
import type { Found, Place, Registry } from './registry.ts';

/** A command that is one clause of what was said. */
export interface Amid {
  readonly call: Extract<Found, { type: 'call' }>;
  /** Nothing was said beside it on which it may depend. */
  readonly sure: boolean;
}
/** Of what is no command in so many words, nearly all ends here. */
const MAY_BE_ONE =
  /取消|不[去来参报接]|[去来]不|退[出了接报]|撤|改(?:成|为|接|报|备|打)|补[打一个下上签]?卡|暂停|请假|恢复|提醒|名单|列表|打卡榜|排行|名额|空缺|我的[接打报]|[少多加减][一两二三\d]/u;
const PARTED = /[,，。;；!！~～?？… ]/u;
const LONGEST = 60;

/** `周六要加班,我不去了,抱歉`: the clause that is a command; of several that differ the last, which may be meant. */
export function findAmid(registry: Registry, said: string, place: Place): Amid | undefined {
  if (said.length > LONGEST || !PARTED.test(said)) return undefined;
  const plain = simplify(said);
  if (!MAY_BE_ONE.test(plain)) return undefined;
  const clauses = clausesOf(plain.normalize('NFKC'));
  if (!clauses) return undefined;
  const calls: Amid['call'][] = [];
  const asides: string[] = [];
  for (const clause of clauses) {
    const call = MAY_BE_ONE.test(clause) ? callIn(registry, clause, place) : undefined;
    if (call) calls.push(call);
    else asides.push(clause);
  }
  const call = calls.at(-1);
  if (!call) return undefined;
  const differ = calls.some(({ command, args }) => command !== call.command || args !== call.args);
  const allowed = call.command.amid ?? [];
  const kinds = asides.map(asideOf);
  return { call, sure: !differ && kinds.every((kind) => kind === 'story' || allowed.includes(kind)) };
}

const callIn = (registry: Registry, clause: string, place: Place): Amid['call'] | undefined => {
  for (const said of new Set([clause, withoutCourtesy(clause)])) {
    const found = registry.find(said, place);
    if (found.type === 'call' && found.command.amid) return found;
  }
  return undefined;
};
