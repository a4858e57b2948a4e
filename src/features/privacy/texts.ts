import { lines, type Message, say, text } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';

/** Those that operators may replace in `texts.yaml`. */
export const privacyTextKeys = {
  kept: [],
  keptNext: [],
  nothing: [],
  echo: [],
  echoNext: [],
  erased: [],
} as const satisfies TextKeys;

export const createTexts = (word: Word<typeof privacyTextKeys>) => ({
  kept: (kept: readonly Message[]): Message =>
    lines(
      word('kept', {}) ?? say('我在这个群记着你的这些:'),
      ...kept.map((message) => ({ parts: [text('· '), ...message.parts] })),
      word('keptNext', {}) ?? say('想删掉,发「删除我的数据」。'),
    ),
  nothing: word('nothing', {}) ?? say('我在这个群没有关于你的任何记录。'),
  echo: (kept: readonly Message[], staff: boolean): Message =>
    lines(
      word('echo', {}) ?? say('准备删除我记着的关于你的这些(所有群),删了就找不回来:'),
      ...kept.map((message) => ({ parts: [text('· '), ...message.parts] })),
      word('echoNext', {}) ?? say('进行中的接龙会退出,名额让给候补;别人替你报的名请 TA 取消。'),
      staff ? say('配置文件里写着你的角色,这一项要请管理员去改文件。') : undefined,
    ),
  erased: word('erased', {}) ?? say('删好了,别的群也会马上删掉。\n以后你再 @我,会重新从零记起。'),
});
