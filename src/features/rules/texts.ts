import { data, lines, type Message, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';
import { triggerName } from './trigger-name.ts';

const modes = { on: '开', off: '关', shadow: '影子', test: '测试' } as const;
type Mode = keyof typeof modes;

const fileNames = (names: readonly string[]) =>
  names.length > 2 ? `${names.slice(0, 2).join('、')} 等 ${names.length} 个文件` : names.join('、');

/** Those that operators may replace in `texts.yaml`. */
export const rulesTextKeys = {
  none: [],
  noneHere: [],
  noVersions: [],
  unknownVersion: ['typed'],
  rollingBack: ['version'],
  unknownRule: ['typed'],
  unknownRuleNear: ['typed', 'near'],
  alreadyIn: ['rule', 'mode'],
  switchedOn: ['rule'],
  switchedOff: ['rule'],
  switchedShadow: ['rule'],
  beyond: [],
  beyondAll: [],
} as const satisfies TextKeys;

export type RulesTexts = ReturnType<typeof createTexts>;
/** Everything `/规则` says. Versions are shown by their first letters, which is enough to type them. */
export const createTexts = (word: Word<typeof rulesTextKeys>) => ({
  none: (here: boolean) =>
    word(here ? 'noneHere' : 'none', {}) ??
    say(here ? '这个群里没有规则。' : '还没有规则。', '规则写在 rules/ 里的文件里。'),
  heading: (count: number, here: boolean, version: string) =>
    say(`${here ? '这个群有' : '一共有'} ${count} 条规则(版本 ${version}):`),
  rule: (id: string, on: string, mode: Mode, written: Mode): Message =>
    say(
      `${id} · ${triggerName(on)}`,
      mode === 'on' && written === 'on' ? '' : ` · ${modes[mode]}`,
      mode === written ? '' : `(命令设的,文件里是${modes[written]})`,
    ),
  more: (next: number) => say(`后面还有,看下一页发「/规则 列表 ${next}」。`),
  unknownUse: (typed: string) =>
    lines(
      say('没看懂「', data(shorten(typed, 20)), '」。'),
      say(
        '可以发:/规则 列表、/规则 版本、/规则 关 规则名、/规则 开 规则名、/规则 影子 规则名、/规则 回滚 版本',
      ),
    ),
  noVersions: word('noVersions', {}) ?? say('还没有版本记录。'),
  inForce: (version: string, source: 'files' | 'rolled-back' | 'last-known-good') =>
    say(
      `现在用的是 ${version}`,
      source === 'files' ? '。' : '',
      source === 'rolled-back' ? '(回滚回来的,下次保存有效的配置时换回文件)。' : '',
      source === 'last-known-good' ? '(配置文件有问题,先用着上次能用的)。' : '',
    ),
  version: (n: number, id: string, when: string, changed: readonly string[], by: string | undefined) =>
    say(
      `${n}. ${id} · ${when}`,
      by === undefined ? '' : ' · 回滚',
      ...(by === undefined ? [] : ['(', data(by), ')']),
      changed.length > 0 ? ` · 改了 ${fileNames(changed)}` : '',
    ),
  howToRollBack: say('想回到哪一版,就发「/规则 回滚 序号」。'),
  whichVersion: say('要回到哪一版?先发「/规则 版本」看看,再发「/规则 回滚 序号」。'),
  unknownVersion: (typed: string) =>
    word('unknownVersion', { typed: data(shorten(typed, 20)) }) ??
    say('没有「', data(shorten(typed, 20)), '」这一版。发「/规则 版本」可以看最近的版本。'),
  alreadyServing: (version: string) => say(`现在用的就是 ${version},不用回滚。`),
  rollBackEcho: (version: string, when: string) =>
    say(`准备回到版本 ${version}(${when} 上线)。所有群都会换,配置文件不动;下次保存有效的配置时换回文件。`),
  rollingBack: (version: string) =>
    word('rollingBack', { version }) ??
    say(`好的,几秒内所有群换成版本 ${version}。\n不合适的话,再发「/规则 版本」挑另一版。`),
  whichRule: (verb: string) => say(`要${verb}哪条规则?发「/规则 列表」看规则名。`),
  unknownRule: (typed: string, near: string | undefined) =>
    near === undefined
      ? (word('unknownRule', { typed: data(shorten(typed, 20)) }) ??
        say('没有叫「', data(shorten(typed, 20)), '」的规则。发「/规则 列表」可以看规则名。'))
      : (word('unknownRuleNear', { typed: data(shorten(typed, 20)), near }) ??
        say('没有叫「', data(shorten(typed, 20)), `」的规则。你是不是想说「${near}」?`)),
  alreadyIn: (rule: string, mode: Mode) =>
    word('alreadyIn', { rule, mode: modes[mode] }) ?? say(`规则 ${rule} 现在就是「${modes[mode]}」,不用改。`),
  switching: {
    on: (rule: string) =>
      word('switchedOn', { rule }) ??
      say(`好的,规则 ${rule} 几秒内在所有群打开。文件没有动;想关掉发「/规则 关 ${rule}」。`),
    off: (rule: string) =>
      word('switchedOff', { rule }) ??
      say(`好的,规则 ${rule} 几秒内在所有群关掉。文件没有动;想恢复发「/规则 开 ${rule}」。`),
    shadow: (rule: string) =>
      word('switchedShadow', { rule }) ??
      say(`好的,规则 ${rule} 几秒内只做记录、不再说话。文件没有动;想恢复发「/规则 开 ${rule}」。`),
  },
  beyond:
    word('beyond', {}) ?? say('这条规则在你管不到的群里也生效,请找管得到所有这些群的管理员。什么都没变。'),
  beyondAll: word('beyondAll', {}) ?? say('回滚会影响所有群,请找管得到所有群的管理员。什么都没变。'),
});
