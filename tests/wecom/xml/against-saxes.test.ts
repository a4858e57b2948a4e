import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../src/wecom/xml/parse-xml.ts';
import { readWithSaxes } from './saxes-tree.ts';

/** Whatever we accept, a full parser accepts too, with the same tree and without anything we claim to refuse. */
const agrees = (source: string): boolean => {
  const ours = parseXml(source);
  if (!ours) return false;
  expect(readWithSaxes(source)).toEqual({ ...ours, unusual: [] });
  return true;
};

const name = fc.constantFrom('MsgType', 'Content', 'From', 'UserId', 'Name', 'a-b', 'c.d', '_e', 'Z9');
const repeating = fc.constantFrom('MsgItem', 'Item', 'SelectedItem', 'OptionId', 'Actions');
const space = fc.constantFrom('', '', ' ', '\n', '\t', '\r\n', '  \r');
/** What XML may hold at all. */
const letters = fc.string({ unit: 'binary', maxLength: 12 }).map((text) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what XML may not hold
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''),
);
const escaped = letters.map((text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
);
const reference = fc
  .integer({ min: 0x20, max: 0xd7ff })
  .chain((code) => fc.constantFrom(`&#${code};`, `&#x${code.toString(16)};`, '&quot;', '&apos;', '&amp;'));
const cdata = letters.map((text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
const leaf = fc.oneof(
  fc.array(fc.oneof(escaped, reference), { maxLength: 3 }).map((parts) => parts.join('')),
  fc
    .tuple(space, fc.array(cdata, { minLength: 1, maxLength: 3 }), space)
    .map(([before, sections, after]) => `${before}${sections.join('')}${after}`),
);
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(fc.oneof(name, repeating), space, tie('content'))
    .map(([tag, gap, content]) => `<${tag}${gap}>${content}</${tag}${gap}>`),
  content: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(name, tie('content')), { maxLength: 4, selector: ([tag]) => tag }),
        fc.tuple(repeating, fc.array(tie('content'), { maxLength: 3 })),
        space,
      )
      .map(([single, [item, items], gap]) =>
        [
          ...single.map(([tag, content]) => `<${tag}>${content}</${tag}>`),
          ...items.map((content) => `<${item}>${content}</${item}>`),
          '<Empty/>',
        ].join(gap),
      ),
  ),
}));

/** Pieces that say something to a parser, put together without sense. */
const piece = fc.constantFrom(
  ...[
    '<a>',
    '</a>',
    '<b>',
    '</b>',
    '<Item>',
    '</Item>',
    '<a/>',
    '<a',
    '>',
    '/>',
    '</',
    '<',
    'x',
    ' ',
    '\n',
    '\r',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    ']]',
    ']',
    '&amp;',
    '&lt;',
    '&',
    '&#65;',
    '&#xD83D;',
    '&#xDE00;',
    '&#13;',
    '&#0;',
    ';',
  ],
  ...['<!--', '-->', '<?xml version="1.0"?>', '<?x?>', '<!DOCTYPE a>', 'b="c"', "b='c'", '\ufeff', '\u00a0'],
  ...[
    '\u3000',
    '\u0085',
    '\u2028',
    '\ud83d',
    '\ude00',
    '😀',
    '\u0001',
    '\ufffe',
    '__proto__',
    '<a:b>',
    '</a:b>',
  ],
);

describe('beside a full parser', () => {
  it('documents like those of WeCom are accepted by both, alike', () => {
    fc.assert(
      fc.property(element, (source) => {
        expect(agrees(source)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
  it('the same with a few characters changed are accepted by both or by the full parser alone', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.oneof(piece, fc.constant(''))), {
      minLength: 1,
      maxLength: 3,
    });
    let accepted = 0;
    fc.assert(
      fc.property(element, edits, (source, changes) => {
        let text = source;
        for (const [at, remove, insert] of changes) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + insert + text.slice(place + remove);
        }
        if (agrees(text)) accepted += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
  it('pieces without sense as well', () => {
    let accepted = 0;
    const pieces = fc.array(piece, { maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.boolean(), (parts, wrapped) => {
        const source = parts.join('');
        if (agrees(wrapped ? `<a>${source}</a>` : source)) accepted += 1;
      }),
      { numRuns: 10_000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
