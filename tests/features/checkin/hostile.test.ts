import { describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import type { Message } from '../../../src/domain/message.ts';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { pointsFeature } from '../../../src/features/points/index.ts';
import { NOON } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';
import { morning } from './village.ts';

/** Marked, so that wherever it turns up it is known; the rest tries to be more than text. */
const MARK = 'ЖЖЖ';
const hostile = [
  `<@all>${MARK}`,
  `${MARK}<@zhangsan>`,
  `[${MARK}](https://evil.example)`,
  `**${MARK}**`,
  `${MARK}\n<@all>\n# x`,
  `${MARK}\u202e\u200b<@all>`,
  `{{ ${MARK} }}`,
  `=cmd|'/c calc'!A1${MARK}`,
];
const at = (clock: string) => Date.parse(`2026-11-20T${clock}:00+08:00`);

/** Text of a member may stand in parts that are neutralised, and as the name of a mention. */
const loose = (message: Message | undefined): string[] =>
  (message?.parts ?? []).flatMap((part) =>
    (part.type === 'text' || part.type === 'markdown' || part.type === 'bold' || part.type === 'link') &&
    part.text.includes(MARK)
      ? [part.text]
      : [],
  );

describe('what members write', () => {
  it.each(hostile)('is never more than text: %j', (written) => {
    const campaign = {
      ...morning,
      proof: { keyword: MARK },
      makeup: { quota: 2 },
      reminders: { at: ['08:00'] },
      summary: { at: '21:00', weekly: '五 21:00' },
      points: { each: 1 },
    };
    const chat = talk(
      [
        activate(checkinFeature, { checkins: [campaign] }),
        activate(pointsFeature, undefined),
        activate(confirmFeature, undefined),
      ],
      { now: NOON },
    );
    for (const id of ['u1', 'u2'])
      chat.state.apply([
        { collection: 'members', row: id, value: { firstSeen: 0, userid: id, name: written, card: written } },
      ]);
    const said: (Message | undefined)[] = [];
    const say = (who: string, text: string, clock = '07:30') => {
      said.push(chat.outcome({ id: memberId(who), userid: who }, text, at(clock))?.reply);
    };
    say('u1', `打卡 ${written}`, '07:00');
    say('u1', `打卡 修改 ${written}!`);
    say('u1', '我的打卡');
    for (const period of ['今天', '本周', '本月', '总']) say('u2', `打卡榜 ${period}`);
    say('u1', `补卡 昨天 ${written}`);
    say('u1', `打卡 暂停 ${written}`);
    say('u1', `打卡提醒 ${written}`);
    say('zhangsan', '/打卡 名单 未打卡');
    say('zhangsan', '/打卡 催');
    say('zhangsan', `/打卡 补录 ${written} 昨天`);
    say('zhangsan', `/打卡 撤销 @${written} 昨天`);
    say('zhangsan', `/打卡 新建 ${written}`);
    say('zhangsan', '确认');
    say('zhangsan', '/打卡 列表');
    say('zhangsan', `/打卡 结束 ${written}`);
    say('zhangsan', `/积分 加 u1 5 ${written}`);
    say('u1', '我的积分');
    say('u1', '积分榜');
    for (const [what, minutes] of [
      ['remind', 480],
      ['summary', 1260],
      ['weekly', 1260],
    ] as const)
      chat.fire(
        'checkin.at',
        { campaign: 'morning', what, minutes },
        at(what === 'remind' ? '08:00' : '21:00'),
      );
    const posts = chat.effects.flatMap(({ effect }) => (effect.type === 'send' ? [effect.message] : []));
    expect(posts.length).toBeGreaterThan(2);
    expect([...said, ...posts].flatMap(loose)).toEqual([]);
    for (const message of [...said, ...posts]) expect(message?.mentionAll).toBeUndefined();
    // Shown all the same, as data: the guard is not that nothing is shown.
    expect(JSON.stringify(said)).toContain(MARK);
  });
});
