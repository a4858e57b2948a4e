import type { z } from 'zod';

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表(用 - 或 [ ])',
  object: '一组「键: 值」',
  record: '一组「键: 值」',
  null: '空',
  undefined: '空',
};

/** Chinese next to Latin letters gets a space. */
const spaced = (text: string) => (/^[a-z]/i.test(text) ? ` ${text}` : text);

/** zod's complaints as somebody who edits YAML would say them. A message given in a schema goes before these. */
export function wordIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const name = issue.path?.at(-1);
      if (issue.input === undefined) return typeof name === 'string' ? `缺少「${name}」。` : '这里缺少内容。';
      if (issue.input === null) return `这里是空的,需要${types[issue.expected] ?? issue.expected}。`;
      if (issue.expected === 'string') return '需要文字,数字或 true/false 请加引号。';
      return `需要${spaced(types[issue.expected] ?? issue.expected)}。`;
    }
    case 'invalid_value':
      if (issue.input === undefined) return `缺少「${String(issue.path?.at(-1) ?? '')}」。`;
      return `只能是 ${issue.values.map(String).join('、')}。`;
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? '不能是空的。' : `至少 ${issue.minimum} 个字。`;
      if (issue.origin === 'array')
        return issue.minimum === 1 ? '至少写一项。' : `至少 ${issue.minimum} 项。`;
      return `不能小于 ${issue.minimum}。`;
    case 'too_big':
      if (issue.origin === 'string') return `最多 ${issue.maximum} 个字。`;
      if (issue.origin === 'array') return `最多 ${issue.maximum} 项。`;
      return `不能大于 ${issue.maximum}。`;
    case 'invalid_format':
      return '格式不对。';
    case 'invalid_union':
      return '写法不对,请对照示例。';
    case 'unrecognized_keys':
      return `不认识的键「${issue.keys.join('、')}」。`;
    case 'not_multiple_of':
      return `必须是 ${issue.divisor} 的倍数。`;
    default:
      return '内容不对。';
  }
}
