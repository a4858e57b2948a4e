import type { ErrorCode, YAMLError } from 'yaml';
import type { Place } from './locate.ts';

interface Explained {
  readonly message: string;
  readonly hint?: string;
}
export interface YamlProblem extends Explained, Place {
  readonly code: 'yaml';
}

/** After these the parser still knows where it is; after any other what it says helps nobody. */
const harmless: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DUPLICATE_KEY',
  'TAG_RESOLVE_FAILED',
  'NON_STRING_KEY',
  'BAD_DQ_ESCAPE',
  'BLOCK_AS_IMPLICIT_KEY',
]);

/** What is wrong with the syntax, without what only follows from the first mistake that made the parser lose its way. */
export function causesOf(
  errors: readonly YAMLError[],
  source: string,
  place: (offset: number) => Place,
): YamlProblem[] {
  const rows = source.split('\n');
  const ordered = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const lost = ordered.findIndex(({ code }) => !harmless.has(code));
  const causes = lost < 0 ? ordered : ordered.slice(0, lost + 1);
  return causes.map((error): YamlProblem => {
    const { line, column } = place(error.pos[0]);
    const row = rows[line - 1] ?? '';
    const tab = /^[ \t]*?\t/.exec(row);
    if (tab && !harmless.has(error.code))
      return { line, column: row.indexOf('\t') + 1, code: 'yaml', ...tabbed };
    const key = /^\s*(?:- )?[\w.-]+：/.test(row);
    if (key) return { line, column: row.indexOf('：') + 1, code: 'yaml', ...wideColon };
    // A wrong indentation is told of where the row begins: the eye looks for its first letter.
    const indent = /^\s*/.exec(row)?.[0].length ?? 0;
    const shown = column <= indent && indent < row.length ? indent + 1 : column;
    const crooked = errors.some(
      ({ code, pos }) => code === 'BAD_INDENT' && Math.abs(place(pos[0]).line - line) <= 1,
    );
    const told =
      error.code === 'MISSING_CHAR' && shown !== column && crooked
        ? explainYamlError('BAD_INDENT', '')
        : explainYamlError(error.code, error.message);
    return { line, column: shown, code: 'yaml', ...told };
  });
}

/** The parser's complaint in the words of somebody who edits rules. */
function explainYamlError(code: ErrorCode, message: string): Explained {
  if (code === 'BAD_INDENT' && /^Flow /.test(message)) return unclosed;
  if (code === 'MISSING_CHAR' && /quote/.test(message)) return unquoted;
  return table[code] ?? { message: `YAML 写法有误(${code}):${message.split('\n')[0]}` };
}

const unclosed = {
  message: '上面有一个 [ 或 { 没有收口。',
  hint: '请在那一行的末尾补上 ] 或 }。',
};
const unquoted = { message: '有一个引号没有收口。', hint: '请从这里往上找只有一半的引号。' };
/** Typed with a Chinese keyboard: to YAML it is a letter like any other. */
const wideColon = { message: '这里用了全角冒号「：」。', hint: '请换成半角冒号加空格「: 」。' };

const tabbed = { message: '缩进里有 Tab。', hint: 'YAML 只认空格,请换成两个空格。' };

const table: Partial<Record<ErrorCode, Explained>> = {
  DUPLICATE_KEY: { message: '同一个键写了两次。', hint: '请删掉一个。' },
  TAB_AS_INDENT: tabbed,
  BAD_INDENT: { message: '缩进不对齐。', hint: '同一层要从同一列开始。' },
  BAD_ALIAS: { message: '引用(*)写法有误。', hint: '以 * 开头的文字请加引号。' },
  TAG_RESOLVE_FAILED: { message: '没加引号的「!」会被当成标签。', hint: "请加引号,例如 '!newbie-09'。" },
  NON_STRING_KEY: { message: '键必须是文字。', hint: '含有 {{ }} 或 { } 的内容请整段加引号。' },
  MISSING_CHAR: { message: '少了一个符号。', hint: '请检查引号、冒号、方括号和花括号是否成对。' },
  UNEXPECTED_TOKEN: { message: '这里不应该出现这个内容。', hint: '请检查引号、括号和缩进。' },
  BAD_SCALAR_START: { message: '文字不能以这个符号开头。', hint: '请给整段文字加引号。' },
  BLOCK_AS_IMPLICIT_KEY: { message: '这一行里冒号太多。', hint: '含冒号的文字请加引号。' },
  MULTILINE_IMPLICIT_KEY: { message: '键不能跨行。', hint: '看看上一行是不是少了冒号或引号。' },
  MULTIPLE_DOCS: { message: '一个文件只能有一份内容。', hint: '请删掉中间的「---」。' },
  BLOCK_IN_FLOW: { message: '方括号或花括号里不能用「- 」或缩进的写法。', hint: '请检查括号是否已经闭合。' },
  BAD_DQ_ESCAPE: { message: '双引号里的反斜杠写法有误。', hint: '请改用单引号。' },
};
