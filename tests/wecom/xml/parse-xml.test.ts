import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../src/wecom/xml/parse-xml.ts';

const read = (source: string) => parseXml(source)?.value;
const folder = resolve(import.meta.dirname, '../../fixtures/wecom');
const documents = ['app', 'robot'].flatMap((kind) =>
  readdirSync(join(folder, kind))
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(join(folder, kind, name), 'utf8')),
);

describe('what WeCom writes', () => {
  it('keeps every value a string', () => {
    const source = '<xml><Id>007</Id><Big>4561255354251345929</Big><E>1e5</E><T>true</T><N></N><S/></xml>';
    expect(parseXml(source)).toEqual({
      root: 'xml',
      value: { Id: '007', Big: '4561255354251345929', E: '1e5', T: 'true', N: '', S: '' },
    });
  });
  it('trims text, but not inside CDATA', () => {
    expect(read('<a> x \n</a>')).toBe('x');
    expect(read('<a> <![CDATA[ x ]]>\n</a>')).toBe(' x ');
    expect(read('<a>  </a>')).toBe('');
    expect(read('<a><![CDATA[]]></a>')).toBe('');
    expect(read('\n <a >x</a > \n')).toBe('x');
  });
  it('trims only what XML calls space', () => {
    expect(read('<a>\u3000x\u00a0</a>')).toBe('\u3000x\u00a0');
  });
  it('makes lists of what may repeat, even when it stands alone', () => {
    expect(read('<L><Item>a</Item></L>')).toEqual({ Item: ['a'] });
    expect(read('<L><Item>a</Item><Item>b</Item></L>')).toEqual({ Item: ['a', 'b'] });
    expect(read('<S><OptionId>1</OptionId><Key>k</Key><OptionId>2</OptionId></S>')).toEqual({
      OptionId: ['1', '2'],
      Key: 'k',
    });
  });
  it.each([
    ['&lt;b&gt; &amp;&quot;&apos;', '<b> &"\''],
    ['&#65;&#x42;&#X43;', undefined],
    ['&#65;&#x42;&#128512;&#x1F600;', 'AB😀😀'],
    ['&amp;lt;', '&lt;'],
    ['a]]&gt;b', 'a]]>b'],
    ['a]] >b', 'a]] >b'],
  ])('%s gives %j', (text, expected) => {
    expect(read(`<a>${text}</a>`)).toBe(expected);
  });
  it('reads adjacent CDATA sections as one text', () => {
    expect(read('<a><![CDATA[a]]]]><![CDATA[>b]]></a>')).toBe('a]]>b');
    expect(read('<a> <![CDATA[1]]><![CDATA[]]><![CDATA[ 3 ]]> </a>')).toBe('1 3 ');
    expect(read('<a><![CDATA[<b>&amp;</b>]]></a>')).toBe('<b>&amp;</b>');
  });
  it('makes every line end a line feed', () => {
    expect(read('<a><![CDATA[1\r\n2\r3\n4]]></a>')).toBe('1\n2\n3\n4');
    expect(read('<a>1\r\n2</a>\r\n')).toBe('1\n2');
    expect(read('<a>1&#13;2</a>')).toBe('1\r2');
  });
});

describe('what it refuses', () => {
  it.each([
    ['nothing', ''],
    ['no element', 'text'],
    ['JSON', '{"encrypt":"x"}'],
    ['a byte order mark', '\ufeff<a>x</a>'],
    ['an XML declaration', '<?xml version="1.0"?><a>x</a>'],
    ['an instruction', '<a><?php x?></a>'],
    ['a comment before', '<!-- x --><a>x</a>'],
    ['a comment inside', '<a><!-- x --></a>'],
    ['a comment after', '<a>x</a><!-- x -->'],
    ['a document type', '<!DOCTYPE a><a>x</a>'],
    ['a document type with entities', '<!DOCTYPE a [<!ENTITY b "boss">]><a>&b;</a>'],
    ['an external document type', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>x</a>'],
    ['an attribute', '<a b="c">x</a>'],
    ['an attribute of an empty element', '<a b="c"/>'],
    ['a name space', '<a:b>x</a:b>'],
    ['a second root', '<a>x</a><a>y</a>'],
    ['text after the root', '<a>x</a>y'],
    ['a wide space after the root', '<a>x</a>\u00a0'],
    ['a repeat', '<a><b>1</b><b>2</b></a>'],
    ['a repeat with something between', '<a><b>1</b><c/><b>2</b></a>'],
    ['text beside elements, before', '<a>x<b/></a>'],
    ['text beside elements, after', '<a><b/>x</a>'],
    ['a wide space beside elements', '<a>\u3000<b/></a>'],
    ['CDATA beside elements, before', '<a><![CDATA[x]]><b/></a>'],
    ['CDATA beside elements, after', '<a><b/><![CDATA[x]]></a>'],
    ['empty CDATA beside elements', '<a><![CDATA[]]><b/></a>'],
    ['text before CDATA', '<a>x<![CDATA[y]]></a>'],
    ['text after CDATA', '<a><![CDATA[y]]>x</a>'],
    ['CDATA sections apart', '<a><![CDATA[x]]> <![CDATA[y]]></a>'],
    ['CDATA without end', '<a><![CDATA[x]]</a>'],
    ['CDATA in lower case', '<a><![cdata[x]]></a>'],
    ['the end of CDATA in text', '<a>x]]>y</a>'],
    ['an undefined entity', '<a>&boss;</a>'],
    ['an entity without end', '<a>&amp</a>'],
    ['an entity broken by another', '<a>&am&amp;p;</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['an empty reference', '<a>&#;&#x;</a>'],
    ['a reference to zero', '<a>&#0;</a>'],
    ['a reference to a control character', '<a>&#8;</a>'],
    ['a reference to half a character', '<a>&#xD83D;</a>'],
    ['references to two halves', '<a>&#xD83D;&#xDE00;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['a reference to a non-character', '<a>&#xFFFE;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a control character in CDATA', '<a><![CDATA[\u0000]]></a>'],
    ['half a character', '<a>\ud83d</a>'],
    ['the other half', '<a><![CDATA[\ude00]]></a>'],
    ['a non-character', '<a>\uffff</a>'],
    ['another closing name', '<a>x</b>'],
    ['a longer closing name', '<a>x</ab>'],
    ['another case', '<a>x</A>'],
    ['elements crossed', '<a><b></a></b>'],
    ['a space before the name', '< a>x</a>'],
    ['a digit as name', '<1>x</1>'],
    ['a name of Chinese letters', '<名>x</名>'],
    ['an empty name', '<>x</>'],
  ])('%s', (_, source) => {
    expect(parseXml(source)).toBeUndefined();
  });

  it('a document cut off anywhere', () => {
    for (const source of documents) {
      const whole = source.trimEnd();
      expect(parseXml(whole)).toBeDefined();
      for (let end = 0; end < whole.length; end += 1) expect(parseXml(whole.slice(0, end))).toBeUndefined();
    }
  });
  it('more than 13 levels, however many', () => {
    const nested = (levels: number) => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
    expect(parseXml(nested(13))).toBeDefined();
    expect(parseXml(nested(14))).toBeUndefined();
    expect(parseXml(nested(200_000))).toBeUndefined();
    expect(parseXml('<a>'.repeat(300_000))).toBeUndefined();
  });
  it.each([
    ['spaces inside text', (n: number) => `<a>x${' '.repeat(n)}x</a>`, true],
    ['spaces inside a tag', (n: number) => `<a${' '.repeat(n)}x</a>`, false],
    [
      'spaces between CDATA sections',
      (n: number) => `<a><![CDATA[]]>${' '.repeat(n)}<![CDATA[]]></a>`,
      false,
    ],
    ['ends of lines', (n: number) => `<a>x${'\r\n'.repeat(n / 2)}x</a>`, true],
    ['CDATA sections', (n: number) => `<a>${'<![CDATA[]]>'.repeat(n / 12)}</a>`, true],
    ['references', (n: number) => `<a>${'&amp;'.repeat(n / 5)}</a>`, true],
    ['ampersands', (n: number) => `<a>${'&'.repeat(n)}</a>`, false],
    ['starts of references', (n: number) => `<a>${'&#'.repeat(n / 2)}</a>`, false],
    ['one name', (n: number) => `<${'a'.repeat(n)}`, false],
    ['brackets', (n: number) => `<a><![CDATA[${']'.repeat(n)}`, false],
    ['starts of tags', (n: number) => '<'.repeat(n), false],
  ])('a mebibyte of %s without effort', (_, of, fine) => {
    // Anything worse than linear would run into the test's time-out by hours.
    expect(parseXml(of(1_048_576)) !== undefined).toBe(fine);
  });
  it('more than 5,000 elements', () => {
    const wide = (count: number) => `<L>${'<Item/>'.repeat(count)}</L>`;
    expect(parseXml(wide(4_999))).toBeDefined();
    expect(parseXml(wide(5_000))).toBeUndefined();
  });
});

describe('names that objects are born with', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    '%s is no name of an element',
    (name) => {
      expect(parseXml(`<${name}><admin>1</admin></${name}>`)).toBeUndefined();
      expect(parseXml(`<xml><${name}><admin>1</admin></${name}></xml>`)).toBeUndefined();
      expect('admin' in {}).toBe(false);
    },
  );
  it('others stay names of their own', () => {
    const tree = read('<xml><prototype><admin>1</admin></prototype></xml>');
    expect(Object.keys(tree ?? {})).toEqual(['prototype']);
    expect(Object.getPrototypeOf(tree)).toBe(Object.prototype);
  });
});
