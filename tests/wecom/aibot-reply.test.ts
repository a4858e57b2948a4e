import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/message.ts';
import { readCard } from '../../src/emulator/call/read-card.ts';
import { templateCard } from '../../src/wecom/aibot-reply.ts';

const card = (title: string, label: string): Card => ({
  id: 't1',
  title,
  note: title,
  buttons: [{ label, look: 'primary', key: 'k' }],
});

describe('a template card', () => {
  it.each([
    ['周六徒步', '周六徒步'],
    ['<@all> [点我](http://x.cn)', '‹＠·all› [点我](http∶//x·cn)'],
    // Without a title or a label WeCom would refuse the whole answer.
    ['\u200b', '…'],
    [`${'长'.repeat(24)}👨‍👩‍👧‍👦尾巴`, `${'长'.repeat(24)}…`],
  ])('shows %j as %j', (title, shown) => {
    expect(templateCard(card(title, '好'))).toMatchObject({
      main_title: { title: shown },
      sub_title_text: expect.any(String),
    });
    expect(readCard({ template_card: templateCard(card(title, title)) }, new Set())).not.toHaveProperty(
      'problem',
    );
  });
});
