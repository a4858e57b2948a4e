import { describe, expect, it } from 'vitest';
import { chainTable } from '../../../src/features/chain/export-table.ts';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { contextFor, groupFor, NOON, person } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

describe('the table of chains', () => {
  it('gives one chain or all as rows, in the order of its list, with amounts and who signed up whom', () => {
    const chat = talk([activate(chainFeature, undefined), activate(confirmFeature, undefined)], {
      now: NOON,
    });
    chat.say('zhangsan', '/接龙 新建 亲子游 | 限3人 | 选项 成人¥19.9,儿童¥20');
    chat.say('zhangsan', '确认');
    chat.say(person('u1', '小王'), '+2 成人 备注 =1+1');
    chat.say(person('u2', '小李'), '代接 小明 儿童');
    chat.say(person('u3', '小赵'), '+1 成人');
    chat.say('zhangsan', '接龙列表');
    chat.say('zhangsan', '/接龙 已付 1');
    chat.say('zhangsan', '/接龙 新建 晚饭');
    chat.say('zhangsan', '确认');
    chat.say(person('u4', '=小钱'), '+1 #2');
    const context = { ...contextFor({ text: '', state: chat.state }), group: groupFor() };
    const trip = [
      ['#1 亲子游', 1, '报名', '成员u1', '成人', 2, 39.8, '是', '=1+1', '', '2026-11-20 10:00'],
      ['#1 亲子游', 2, '报名', '小明', '儿童', 1, 20, '', '', '成员u2', '2026-11-20 10:00'],
      ['#1 亲子游', 1, '候补', '成员u3', '成人', 1, 19.9, '', '', '', '2026-11-20 10:00'],
    ];
    const dinner = ['#2 晚饭', 1, '报名', '成员u4', '', 1, 0, '', '', '', '2026-11-20 10:00'];
    expect(chainTable.columns).toHaveLength(dinner.length);
    expect(chainTable.rows(context, '')).toEqual([...trip, dinner]);
    for (const one of ['#1', '1', ' 亲子游 ']) expect(chainTable.rows(context, one)).toEqual(trip);
    expect(chainTable.missing?.(context, '#2')).toBeUndefined();
    expect(chainTable.missing?.(context, '#3')).toBeDefined();
  });
});
