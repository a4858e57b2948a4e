import { data, type Message, type Part, say, text } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';
import { CARD_MAX } from './clean-card.ts';
import type { FieldProblem } from './compile-field.ts';
import type { CardProblem } from './compile-format.ts';

/** What somebody typed, given back: enough to recognise it. */
const typedBack = (typed: string): Part => data(shorten(typed, 20));
const why = (problem: FieldProblem): Part[] => {
  switch (problem.type) {
    case 'not-listed': {
      const { values } = problem;
      return say(`,可以写:${values.slice(0, 8).join('、')}${values.length > 8 ? ' 等' : ''}`).parts;
    }
    case 'not-a-name':
      return say(',写名字就好(20 个字以内)').parts;
    case 'length':
      return say(`,要 ${problem.min}–${problem.max} 个字`).parts;
    case 'digits':
      return say(`,要 ${problem.length} 位数字`).parts;
    case 'pattern':
      return say(',格式不太对').parts;
    default:
      return problem satisfies never;
  }
};
const problemText = (problem: CardProblem, separator: string): Message => {
  switch (problem.type) {
    case 'missing':
      return say(`还少了「${problem.label}」`);
    case 'unsplit':
      return say('「', typedBack(problem.piece), `」后面要有「${separator}」隔开`);
    case 'unfit':
      return say('「', typedBack(problem.piece), `」不像是${problem.label}`, ...why(problem.why));
    case 'extra':
      return say('后面多了「', typedBack(problem.piece), '」');
    default:
      return problem satisfies never;
  }
};

/** Those that operators may replace in `texts.yaml`. */
export const nicknameTextKeys = {
  saved: ['card'],
  unchanged: ['card'],
  howTo: ['shape', 'example'],
  empty: [],
  tooLong: ['max'],
  mine: ['card'],
  none: [],
  mineUnfit: [],
  called: ['name'],
  callMe: [],
  askFormat: ['shape'],
  askFree: [],
  askLine: ['member', 'example'],
  askMore: ['count'],
} as const satisfies TextKeys;

export type NicknameTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof nicknameTextKeys>) => ({
  own: (card: string): Message => say('名片:', data(card)),
  saved: (card: string) =>
    word('saved', { card: data(card) }) ?? say('✅ 名片改好了:', data(card), '。接龙、打卡名单都会用它。'),
  unchanged: (card: string) =>
    word('unchanged', { card: data(card) }) ?? say('你的名片已经是 ', data(card), ' 啦。'),
  refused: (problem: CardProblem, separator: string, shape: string) =>
    say(...problemText(problem, separator).parts, `。格式是 ${shape}`),
  tryThis: (suggestion: string, complete: boolean) =>
    say(complete ? '直接发这句就行:改名片 ' : '照这个样子改:改名片 ', data(suggestion)),
  howTo: (shape: string | undefined, example: string) =>
    word('howTo', { shape: text(shape ?? ''), example: data(example) }) ??
    say(shape ? `本群名片格式是 ${shape},` : '', '发这样一句就行:改名片 ', data(example)),
  empty: word('empty', {}) ?? say('名片里要有字哦,比如:改名片 小王'),
  tooLong:
    word('tooLong', { max: text(String(CARD_MAX)) }) ??
    say(`名片最多 ${CARD_MAX} 个字,短一点再试试?比如:改名片 小王`),
  mine: (card: string) =>
    word('mine', { card: data(card) }) ?? say('你的名片:', data(card), '。想换就发「改名片 …」。'),
  none: word('none', {}) ?? say('你还没有登记名片。'),
  mineUnfit: word('mineUnfit', {}) ?? say('它还不符合本群的格式。'),
  called: (name: string) => word('called', { name: data(name) }) ?? say('好的,', data(name), ',记住啦。'),
  calledWithCard: (name: string, card: string) =>
    say('好的,', data(name), '。名单里还是用你的名片 ', data(card), ',想换就发「改名片 …」。'),
  nameTooLong: say(`名字最多 ${CARD_MAX} 个字,短一点再试试?比如:我叫 小王`),
  callMe: word('callMe', {}) ?? say('告诉我怎么称呼你就行,比如:我叫 小王'),
  /** `listener`: whom to @, see `listenerIn`. */
  askFormat: (shape: string, listener: string) =>
    word('askFormat', { shape: text(shape) }) ??
    say(`请把名片改成「${shape}」,方便大家认识你。@${listener} 发一句就行:`),
  askFree: (listener: string) => word('askFree', {}) ?? say(`还不知道怎么称呼你,@${listener} 发一句就行:`),
  askLine: (member: Part, example: string) =>
    word('askLine', { member, example: data(example) }) ?? say(member, ':改名片 ', data(example)),
  askMore: (count: number) =>
    word('askMore', { count: text(String(count)) }) ?? say(`…等 ${count} 位新朋友也请改一下`),
});
