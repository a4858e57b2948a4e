import { describe, expect, it } from 'vitest';
import { exportTable } from '../../../src/features/chain/export-table.ts';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { contextFor, NOON, person } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

describe('exportTable', () => {
  it('gives one chain as rows, in the order of its list, with amounts and who signed up whom', () => {
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
    const table = exportTable(contextFor({ text: '', state: chat.state }), 1);
    expect(table).toEqual({
      title: '亲子游',
      columns: ['序号', '状态', '名字', '选项', '数量', '金额', '已付', '备注', '登记人', '时间'],
      rows: [
        [1, '报名', '成员u1', '成人', 2, 39.8, '是', '=1+1', '', '2026-11-20 10:00'],
        [2, '报名', '小明', '儿童', 1, 20, '', '', '成员u2', '2026-11-20 10:00'],
        [1, '候补', '成员u3', '成人', 1, 19.9, '', '', '', '2026-11-20 10:00'],
      ],
    });
    expect(exportTable(contextFor({ text: '', state: chat.state }), 2)).toBeUndefined();
  });
});
