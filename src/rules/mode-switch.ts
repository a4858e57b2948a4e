import type { ConfigChange } from '../domain/config-change.ts';
import type { Rule } from './schema.ts';

/** A rule's mode set by command: holds while the file says what it said then. */
export type ModeSwitch = Pick<Extract<ConfigChange, { type: 'mode' }>, 'mode' | 'written'>;
/** By rule id. */
export type ModeSwitches = Readonly<Record<string, ModeSwitch>>;

/** A rule as operators list it. */
export interface RuleSummary {
  readonly id: string;
  readonly on: string;
  readonly groups: readonly string[] | undefined;
  readonly mode: Rule['mode'];
  /** The mode in the file; another one than `mode` after a command. */
  readonly written: Rule['mode'];
}

/** The switch that is in force for a rule as it is written. */
export const switchFor = (
  { id, mode }: Pick<Rule, 'id' | 'mode'>,
  switches: ModeSwitches,
): ModeSwitch | undefined => {
  const found = Object.hasOwn(switches, id) ? switches[id] : undefined;
  return found?.written === mode ? found : undefined;
};

export const switched = (rule: Rule, switches: ModeSwitches): Rule => {
  const found = switchFor(rule, switches);
  return found ? { ...rule, mode: found.mode } : rule;
};
