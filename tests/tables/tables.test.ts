import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../src/tables/csv.ts';
import type { Cell } from '../../src/tables/table.ts';
import { tableFile } from '../../src/tables/table-file.ts';
import { toXlsx } from '../../src/tables/xlsx.ts';
import { unzip } from '../support/unzip.ts';

const table = (...rows: Cell[][]) => ({ title: '成员', columns: ['名字', '数量'], rows });
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '=1+1',
    ' =cmd',
    '\t@x',
    '＝HYPERLINK("x")',
    '-2',
    '+86 1',
    'a,"b"\r\nc',
    ']]>',
    '<x/>',
    '',
    "'",
  ),
);

/** RFC 4180, read strictly. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error('open quote');
        field += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at += 1;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') field += text[at++];
    row.push(field);
    if (text[at] === ',') at += 1;
    else {
      if (text.slice(at, at + 2) !== '\r\n') throw new Error(`broken after ${JSON.stringify(field)}`);
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('a CSV', () => {
  it('begins with a byte order mark and quotes what needs it', () => {
    expect(toCsv(table(['a,"b"', 3], ['多\n行', -4])).toString()).toBe(
      '\ufeff名字,数量\r\n"a,""b""",3\r\n"多\n行",-4\r\n',
    );
  });
  it.each(['=1+1', '+1', '-1', '@SUM', '\t=1', '\r=1', ' =1', '＝1', '＠x', '\u200b=1', '\ufeff=1'])(
    'makes %j text',
    (text) => {
      expect(
        readCsv(
          toCsv(table([text, 0]))
            .toString()
            .slice(1),
        )[1]?.[0],
      ).toBe(`'${text}`);
    },
  );
  it('reads back to what was in it, and no field can be computed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, fc.integer()), { maxLength: 10 }), (rows) => {
        const [head, ...read] = readCsv(
          toCsv(table(...rows))
            .toString('utf8')
            .slice(1),
        );
        expect(head).toEqual(['名字', '数量']);
        expect(read).toHaveLength(rows.length);
        for (const [n, [text, number]] of rows.entries()) {
          const shown = read[n]?.[0] ?? '';
          expect([text, `'${text}`]).toContain(shown);
          expect(shown.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
          expect(read[n]?.[1]).toBe(String(number));
        }
      }),
    );
  });
});

describe('an XLSX', () => {
  it('holds text as text and numbers as numbers', () => {
    const sheet = unzip(toXlsx(table(['=1+1', 3], ['<a> & "b"', -4]))).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c><c r="B2"><v>3</v></c>',
    );
    expect(sheet).toContain('&lt;a&gt; &amp; &quot;b&quot;');
    expect(sheet).not.toContain('<f>');
  });
  it('has every part that its own lists name', () => {
    const parts = unzip(toXlsx({ ...table(), title: 'a[b]:c*d?/e' }));
    const named = Array.from(
      (parts.get('[Content_Types].xml') ?? '').matchAll(/PartName="\/([^"]+)"/g),
      ([, name]) => name,
    );
    expect(named).toHaveLength(3);
    for (const name of named) expect(parts.has(name ?? '')).toBe(true);
    expect(parts.get('xl/workbook.xml')).toContain('name="a b  c d  e"');
  });
  it('is sound XML whatever people wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, fc.integer()), { maxLength: 10 }), (rows) => {
        const sheet = unzip(toXlsx(table(...rows))).get('xl/worksheets/sheet1.xml') ?? '';
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not occur
        expect(sheet).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        expect(sheet.match(/<row /g)?.length).toBe(rows.length + 1);
        expect(sheet.match(/<c /g)?.length).toBe((rows.length + 1) * 2);
      }),
    );
  });
  it('names columns beyond Z', () => {
    const wide = { title: 'x', columns: Array.from({ length: 30 }, (_, n) => `c${n}`), rows: [] };
    expect(unzip(toXlsx(wide)).get('xl/worksheets/sheet1.xml')).toContain('r="AD1"');
  });
});

describe('a file name', () => {
  it('keeps the words and drops what no file system takes', () => {
    expect(tableFile(table(), 'csv', ['1/2 群:"x"', '2026-11-20']).name).toBe('成员-1 2 群 x-2026-11-20.csv');
  });
});
