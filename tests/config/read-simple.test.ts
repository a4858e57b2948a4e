import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { manyRules } from '../../bench/rules/many-rules.ts';
import { readConfigDir, readTestDir } from '../../src/config/read-dir.ts';
import { readSimple } from '../../src/config/yaml/read-simple.ts';
import { fileMutants } from '../mutants/files.ts';
import { goodEdits } from '../mutants/good-edits.ts';
import { keyMutants } from '../mutants/keys.ts';
import { ruleMutants } from '../mutants/rules.ts';
import { applied, base } from '../mutants/support.ts';
import { valueMutants } from '../mutants/values.ts';

/** What the real parser makes of it; undefined when it finds anything to complain about, or more than one document. */
const byParser = (source: string): { readonly data: unknown } | undefined => {
  const document = parseDocument(source, {
    version: '1.2',
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
  });
  const fine = document.errors.length === 0 && document.warnings.length === 0;
  return fine ? { data: document.toJS({ maxAliasCount: 0 }) } : undefined;
};
const agrees = (source: string): boolean => {
  const simple = readSimple(source);
  if (!simple) return false;
  expect(simple).toEqual(byParser(source));
  return true;
};

describe('the quick reader agrees with the parser', () => {
  const sample = resolve(import.meta.dirname, '../../config');
  const yamlIn = (files: ReadonlyMap<string, string>) =>
    [...files].flatMap(([name, source]) => (name.endsWith('.yaml') ? [source] : []));

  it('on the sample and on what mutants are made of, most of which it reads', async () => {
    const sources = [sample].map(async (dir) => [...(await readConfigDir(dir)), ...(await readTestDir(dir))]);
    const all = yamlIn(new Map([...(await Promise.all(sources)).flat(), ...base]));
    expect(all.filter(agrees).length).toBeGreaterThan(all.length / 3);
  });
  it('on every file of the bench', () => {
    for (const source of yamlIn(manyRules(1000))) expect(agrees(source)).toBe(true);
  });
  it('on every mutant and every good edit', () => {
    const mutants = [...fileMutants, ...keyMutants, ...valueMutants, ...ruleMutants].map(
      ({ edits }) => edits,
    );
    let read = 0;
    for (const edits of [...mutants, ...goodEdits]) {
      const { files } = applied(base, edits);
      for (const { file } of edits) if (file.endsWith('.yaml') && agrees(files.get(file) ?? '')) read += 1;
    }
    expect(read).toBeGreaterThan(100);
  });

  it.each([
    'a: 1\nb: true\nc: text\n',
    'a: [1, two, [three], { d: 4 }]\n',
    "a: 'it''s' # note\nb: \"x # y\" #z\n",
    'list:\n  - a\n  - b: 1\n    c:\n      d: x\n  -   e: 1\n      f: 2\n',
    'a: x #y\nb: x#y\n',
    'a: 全角　空格　\nb: x\u00a0\n',
    'a: http://x.example/a:b\nb: [tag:x, https://y.example/?a=b]\n',
    'a: 5- b\nb: 1.5.2\nc: 1-2\nd: 2026-01-01\n',
  ])('and reads %j', (source) => {
    expect(agrees(source)).toBe(true);
  });

  it.each([
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !x 1\n'],
    ['a block text', 'a: |\n  x\n'],
    ['a text of two lines', 'a: x\n  y\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a key twice in braces', 'a: { b: 1, b: 2 }\n'],
    ['a Tab', 'a:\n\tb: 1\n'],
    ['a document mark', '---\na: 1\n'],
    ['two colons', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['an open bracket', 'a: [b\n'],
    ['something after a bracket', 'a: [b] c\n'],
    ['something after a quote', "a: 'b' c\n"],
    ['a comment without a space', "a: 'b'#c\n"],
    ['an escape', 'a: "b\\n"\n'],
    ['a comma too many', 'a: [b, ]\n'],
    ['a pair in a list', 'a: [b: c]\n'],
    ['a key without a value', 'a: { b }\n'],
    ['nothing', 'a:\n'],
    ['nothing in braces', 'a: { b: }\n'],
    ['a crooked indentation', 'a:\n   b: 1\n  c: 2\n'],
    ['a list beside its key', 'a:\n- b\n'],
    ['an octal number', 'a: 0o17\n'],
    ['a number with a sign', 'a: -1\n'],
    ['null', 'a: null\n'],
    ['__proto__', '__proto__: { a: 1 }\n'],
    ['constructor', 'a: { constructor: 1 }\n'],
    ['a list in a list', 'a:\n  - - b\n'],
    ['only a text', 'text\n'],
    ['a list', '- a\n'],
  ])('and leaves %s to it', (_, source) => {
    expect(readSimple(source)).toBeUndefined();
  });

  it('on whatever can be typed', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'key',
        'b.c',
        ': ',
        ':',
        ' ',
        '  ',
        '- ',
        '-',
        '[',
        ']',
        '{',
        '}',
        ', ',
        ',',
        '#',
        ' #',
        "'",
        '"',
        '|',
        '>',
      ],
      ...[
        '&',
        '*',
        '!',
        '%',
        '@',
        '`',
        '?',
        '~',
        'null',
        'true',
        'No',
        '1',
        '-1',
        '0x1',
        '1e3',
        '.5',
        '0o7',
        '\n',
        '\n  ',
      ],
      ...[
        '\n    ',
        '\n- ',
        '\n  - ',
        'a: ',
        '\na: ',
        '\n  b: ',
        '发票',
        '　',
        '\u00a0',
        '\u2028',
        '\u0085',
        '---',
        '\t',
        '\\',
        '<<',
      ],
    );
    const line = fc
      .tuple(
        fc.constantFrom('', '  ', '    '),
        fc.constantFrom('', '- '),
        fc.constantFrom('a: ', 'b: ', 'c:', ''),
        fc.array(piece, { maxLength: 4 }),
      )
      .map(([indent, dash, key, rest]) => indent + dash + key + rest.join(''));
    const source = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => `a: ${pieces.join('')}`),
      fc.array(line, { minLength: 1, maxLength: 7 }).map((lines) => lines.join('\n')),
    );
    let read = 0;
    fc.assert(
      fc.property(source, (text) => {
        if (agrees(text)) read += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
