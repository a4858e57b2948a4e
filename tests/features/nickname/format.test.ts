import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../../src/features/nickname/compile-format.ts';
import { formatSchema } from '../../../src/features/nickname/schema.ts';

const config = formatSchema.parse({
  id: 'city-name-job',
  separator: '-',
  fields: [
    { name: 'city', kind: 'list', values: { 北京: ['beijing', '帝都'], 上海: [] } },
    { name: 'name', kind: 'name' },
    { name: 'job', kind: 'text', max: 10 },
  ],
});
const format = compileFormat(config);
const tailed = compileFormat(
  formatSchema.parse({
    id: 'tail',
    separator: '·',
    fields: [
      { name: 'name', kind: 'name' },
      { name: 'phone', kind: 'digits', length: 4 },
      { name: '班级', kind: 'pattern', pattern: '[0-9]+班', optional: true },
    ],
  }),
);

describe('a compiled format', () => {
  it('knows its own shape', () => {
    expect(format.shape).toBe('城市-姓名-职业');
    expect(tailed.shape).toBe('姓名·手机尾号·[班级]');
  });
  it.each([
    ['北京-张三-设计师', '北京-张三-设计师'],
    ['帝都 张三 设计师', '北京-张三-设计师'],
    ['ＢｅｉＪｉｎｇ｜张三｜Dev', '北京-张三-Dev'],
    ['北京－张三－设计师', '北京-张三-设计师'],
    ['北京—张三–设计师', '北京-张三-设计师'],
    ['北京_张三/设计师', '北京-张三-设计师'],
    ['上海、李四、老师', '上海-李四-老师'],
    ['上海・李四・老师', '上海-李四-老师'],
    ['上海 - 李四 - 老师', '上海-李四-老师'],
    ['上海　李四　老师', '上海-李四-老师'],
    ['北京-阿卜杜拉·买买提-工程师', '北京-阿卜杜拉·买买提-工程师'],
    ['北京 张三 UI 设计师', '北京-张三-UI 设计师'],
  ])('reads %s as %s', (typed, card) => {
    expect(format.read(typed)).toMatchObject({ ok: true, card });
  });
  it('returns the fields', () => {
    expect(format.read('帝都 张三 设计师')).toMatchObject({
      fields: { city: '北京', name: '张三', job: '设计师' },
    });
  });
  it.each([
    ['北京张三', { type: 'unsplit', piece: '北京' }, '北京-张三-职业', false],
    ['北京-张三', { type: 'missing', label: '职业' }, '北京-张三-职业', false],
    ['张三-北京-设计师', { type: 'unfit', piece: '张三' }, '北京-张三-设计师', true],
    ['广州-李四-老师', { type: 'unfit', piece: '广州' }, '城市-李四-老师', false],
    ['北京-李四-老师-多余', { type: 'extra', piece: '多余' }, '北京-李四-老师', true],
    ['北京-张三-一二三四五六七八九十一', { type: 'unfit', label: '职业' }, '北京-张三-职业', false],
    ['北京-!!-老师', { type: 'unfit', label: '姓名' }, '北京-姓名-老师', false],
    ['', { type: 'missing', label: '城市' }, '城市-姓名-职业', false],
  ])('%s is refused with its first problem and a suggestion', (typed, problem, suggestion, complete) => {
    expect(format.read(typed)).toMatchObject({ ok: false, problem, suggestion, complete });
  });
  it.each([
    ['张三·1234', '张三·1234'],
    ['张三 1234 3班', '张三·1234·3班'],
    ['张三１２３４', undefined],
    ['张三-123', undefined],
    ['张三-1234-三班', undefined],
  ])('with digits and an optional pattern: %s is %s', (typed, card) => {
    const read = tailed.read(typed);
    expect(read.ok ? read.card : undefined).toBe(card);
  });
  it('accepts what it wrote itself, and complete suggestions and examples made of anything', () => {
    const pieces = fc.constantFrom(
      '北京',
      '帝都',
      '上海',
      '张三',
      'Li',
      '设计师',
      '-',
      ' ',
      '·',
      '_',
      '!',
      '１',
      'UI',
      '\u202e',
      '@all',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const typed = parts.join('');
        const read = format.read(typed);
        if (read.ok) expect(format.read(read.card)).toEqual(read);
        else if (read.complete) expect(format.read(read.suggestion).ok).toBe(true);
        expect(format.read(format.example(typed)).ok).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('formatSchema', () => {
  const field = { name: 'city', kind: 'list', values: { 北京: ['帝都'] } };
  it.each([
    [{ fields: [{ ...field, values: { 北京: ['帝都'], 上海: ['帝都'] } }] }, '「帝都」已经是「北京」的写法'],
    [{ fields: [{ ...field, values: { 'a-b': [] } }] }, '里不能有空格或分隔符'],
    [{ fields: [field, field] }, '两段不能同名'],
    [{ fields: [{ name: 'x', kind: 'pattern', pattern: '(' }] }, '正则写得不对'],
    [{ fields: [field], separator: 'x' }, '分隔符要用符号'],
    [{ fields: [{ name: 'x', kind: 'text', min: 9, max: 3 }] }, 'min 不能大于 max'],
    [{ fields: [field], nudges: ['soon'] }, '要写成时长'],
    [{ fields: [] }, 'Too small'],
  ])('refuses %j', (more, message) => {
    const parsed = formatSchema.safeParse({ id: 'x', separator: '-', ...more });
    expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message);
  });
});
