import { describe, expect, it } from 'vitest';
import { asEventId, asGroupId, effectId, memberId } from '../../src/domain/ids.ts';
import { data, say } from '../../src/domain/message.ts';
import { whyEffect } from '../../src/sandbox/why.ts';

const event = asEventId('m1');
const group = asGroupId('newbie-01');
const outgoing = { id: effectId(event, 0), due: 5 };

describe('an effect in the words of the page', () => {
  it('shows what a message says without syntax', () => {
    const origin = { source: 'feature:welcome', event, version: 'v1' };
    const to = [{ id: memberId('zhangsan') }];
    const message = say('欢迎 ', data('**小明**'));
    expect(
      whyEffect({ ...outgoing, effect: { type: 'dm', app: 'community', to, message, origin } }, 'sent'),
    ).toEqual({
      id: 'm1.0',
      kind: 'dm',
      state: 'sent',
      due: 5,
      text: '欢迎 **小明**',
    });
  });

  it('says nothing for a timer', () => {
    const effect = { type: 'timer', group, timer: 'nudge', payload: {} } as const;
    expect(whyEffect({ ...outgoing, effect }, 'queued')).toMatchObject({
      kind: 'timer',
      state: 'queued',
      text: '',
    });
  });
});
