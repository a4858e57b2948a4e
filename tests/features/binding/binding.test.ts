import { describe, expect, it } from 'vitest';
import { chatKey } from '../../../src/domain/chat.ts';
import { bindingFeature } from '../../../src/features/binding/index.ts';
import { converse } from '../../support/converse.ts';
import { aibotChat, communityFor, groupFor, operator } from '../../support/decide.ts';

const features = [bindingFeature];
const open = (id: string) => groupFor({ id, name: `${id} 群`, bindings: [] });
const community = communityFor({
  groups: [open('newbie-01'), open('newbie-02'), open('vip-01'), groupFor({ id: 'old-01', name: '老群' })],
  operators: [
    operator('boss', 'owner'),
    operator('ada', 'admin', { groups: ['newbie-*'] }),
    operator('ops', 'operator'),
  ],
});
const fresh = aibotChat('wrFresh');
const unbound = () => converse({ features, community, group: null });

describe('/绑定', () => {
  it('binds the chat it is typed in to a group in the admin’s scope', () => {
    const { reply, bind } = unbound().says('ada', '/绑定 newbie-01', fresh);
    expect(bind).toEqual({ chatKey: chatKey(fresh), group: 'newbie-01' });
    expect(reply).toMatch(/^已绑定到「newbie-01 群」/);
  });

  it('takes the group’s name too', () => {
    expect(unbound().says('ada', '/绑定 newbie-02 群', fresh).bind?.group).toBe('newbie-02');
  });

  it.each([
    ['ada', '/绑定 vip-01', /得是那个群的管理员/],
    ['ops', '/绑定 vip-01', /管理员以上才能用/],
    ['nobody', '/绑定 newbie-01', /管理员以上才能用,可以找 ada、boss/],
    ['ada', '/绑定 newbie-1', /你是不是想输入「\/绑定 newbie-01」\?\n你可以绑定:newbie-01、newbie-02/],
    ['boss', '/绑定 old-01', /已经绑定了另一个群聊/],
    ['ada', '/绑定', /发「\/绑定 newbie-01」就好。\n你可以绑定:newbie-01、newbie-02$/],
  ])('%s typing %s binds nothing', (who, text, reply) => {
    const happened = unbound().says(who, text, fresh);
    expect(happened.reply).toMatch(reply);
    expect(happened.bind).toBeUndefined();
  });

  it('neither offers nor takes a group that this chat cannot be', () => {
    const customers = communityFor({
      groups: [
        groupFor({ id: 'old-01', name: '老群' }),
        groupFor({ id: 'vip-01', name: '会员群', kind: 'customer', bindings: [] }),
      ],
      operators: [operator('boss', 'owner')],
    });
    const group = converse({ features, community: customers, group: null });
    expect(group.says('boss', '/绑定', fresh).reply).toMatch(/都有群聊了/);
    const refused = group.says('boss', '/绑定 vip-01', fresh);
    expect(refused.reply).toMatch(/是客户群/);
    expect(refused.bind).toBeUndefined();
  });

  it('leaves a chat bound in the file where it is', () => {
    const group = converse({ features, community, group: 'old-01' });
    const happened = group.says('boss', '/绑定 vip-01', aibotChat('wr-old-01'));
    expect(happened.reply).toMatch(/在 groups\.yaml 里绑定为「老群」/);
    expect(happened.bind).toBeUndefined();
    expect(happened.trail).toMatchObject([{ outcome: 'refused' }]);
  });

  it('moves a chat bound by command only for an admin of both groups', () => {
    const inVip = converse({ features, community, group: 'vip-01' });
    expect(inVip.says('ada', '/绑定 newbie-01', fresh).bind).toBeUndefined();
    expect(inVip.says('boss', '/绑定 newbie-01', fresh).bind?.group).toBe('newbie-01');
    const inNewbie = converse({ features, community, group: 'newbie-02' });
    expect(inNewbie.says('ada', '/绑定 newbie-01', fresh).bind?.group).toBe('newbie-01');
  });

  it('says what a bound chat is', () => {
    expect(converse({ features, community, group: 'vip-01' }).says('boss', '/绑定', fresh).reply).toBe(
      '这里是「vip-01 群」(vip-01),由「/绑定」绑定。',
    );
  });

  it('shows an unknown id back without obeying it', () => {
    const happened = unbound().says('boss', '/绑定 [x](https://x.cn)', fresh);
    expect(happened.reply).toMatch(/^没有编号是「/);
  });
});
