import type { Forge } from './forge-envelope.ts';
import { bodyOf, resealed } from './shot.ts';

const swap = (text: string, from: string, to: string) =>
  text.includes(from) ? text.replace(from, () => to) : undefined;

/** Shapes on which a careless reader takes time that grows with the square of the length, or worse. */
type Shape = readonly [before: string, unit: string, after: string];
const slow: readonly [Shape, ...Shape[]] = [
  ['<xml><Encrypt>a', ' ', 'b</Encrypt></xml>'],
  ['<xml><Encrypt>', '&amp;', '</Encrypt></xml>'],
  ['<xml><Encrypt>', '&#1234567', '</Encrypt></xml>'],
  ['<xml><Encrypt>', '<![CDATA[a]]>', '</Encrypt></xml>'],
  ['<xml><Encrypt><![CDATA[', ']]', '</Encrypt></xml>'],
  ['<xml>', '<Item>a</Item>', '</xml>'],
  ['<xml>', ' \r', '<a>x</a></xml>'],
  ['<', 'x', '>'],
  ['', '\r', ''],
  ['', '\ud83d', ''],
  ['', ' ', '{'],
  ['{"encrypt":"', '\\u0041', '"}'],
  ['{"encrypt":"', 'A===', '"}'],
  ['{', '"a":1,', '"encrypt":1}'],
  ['', '[', ''],
];

/** The outer body is not what WeCom writes; the fields inside and the signature are genuine. */
export const outerBody = {
  'body cut': (genuine, random) => {
    const body = bodyOf(genuine);
    return { ...genuine, body: body.slice(0, random.int(0, body.length - 2)) };
  },
  'body of another form': (genuine, random) => {
    const { encrypt, target } = genuine;
    const xml = `<xml><Encrypt>${encrypt}</Encrypt></xml>`;
    const json = JSON.stringify({ encrypt });
    // A group robot understands both.
    const swapped = target.endpoint.kind === 'robot' ? '' : target.form === 'json' ? xml : json;
    const forms =
      target.form === 'json'
        ? ([
            `[${json}]`,
            `"${encrypt}"`,
            encrypt,
            `${json}${json}`,
            `\ufeff${json}`,
            json.replace('encrypt', 'Encrypt'),
          ] as const)
        : ([
            `<?xml version="1.0"?>${xml}`,
            `<!DOCTYPE xml [<!ENTITY e "x">]>${xml}`,
            `<!-- -->${xml}`,
            `${xml}${xml}`,
            `${xml} x`,
            `\ufeff${xml}`,
            xml.replace('<xml>', '<xml a="b">'),
            xml.replaceAll('xml', 'XML'),
            `<xml><Encrypt>${encrypt}</Encrypt><Encrypt>${encrypt}</Encrypt></xml>`,
            `<xml>x<Encrypt>${encrypt}</Encrypt></xml>`,
            `<xml><Encrypt>${encrypt}</Encrypt>x</xml>`,
            `<xml><a><Encrypt>${encrypt}</Encrypt></a></xml>`,
            `<xml><encrypt>${encrypt}</encrypt></xml>`,
          ] as const);
    return { ...genuine, body: random.chance(0.2) ? swapped : random.pick(forms) };
  },
  'body of junk': (genuine, random) => {
    const size = random.int(0, 300);
    const deep = random.pick(['[', '{"encrypt":', '<xml>', '<a>', '{', '<'] as const);
    return {
      ...genuine,
      body: random.chance(0.5) ? random.bytes(size).toString('latin1') : deep.repeat(random.int(1, 2_000)),
    };
  },
  'body made to be slow': (genuine, random) => {
    const size = random.chance(0.02) ? 900_000 : random.int(1_000, 20_000);
    const [before, unit, after] = random.pick(slow);
    return { ...genuine, body: before + unit.repeat(Math.ceil(size / unit.length)) + after };
  },
} as const satisfies Record<string, Forge>;

/** The envelope is perfect, what it holds is no payload: refused by the readers, never handled. */
export const payload = {
  'payload cut': (genuine, random) => {
    const bytes = Buffer.from(genuine.plaintext);
    const message = Buffer.from(
      bytes
        .subarray(0, random.int(0, bytes.length - 1))
        .toString('utf8')
        .replace(/\ufffd+$/, ''),
    );
    return resealed(genuine, { message }, random);
  },
  'payload twice': (genuine, random) => {
    const { plaintext } = genuine;
    const message = Buffer.from(
      random.pick([plaintext + plaintext, `${plaintext}x`, `\ufeff${plaintext}`] as const),
    );
    return resealed(genuine, { message }, random);
  },
  'payload with other types': (genuine, random) => {
    const { plaintext, target } = genuine;
    const changed =
      target.form === 'json'
        ? random.pick([
            swap(plaintext, '"userid":"zhangsan"', '"userid":["zhangsan"]'),
            swap(plaintext, '"userid":"zhangsan"', '"userid":""'),
            swap(plaintext, '"userid":"zhangsan"', '"userid":{"toString":1}'),
            swap(plaintext, '"from":{', '"from":[{'),
            swap(plaintext, '"msgtype":"text"', '"msgtype":7'),
            swap(plaintext, '"msgtype":"text"', `"msgtype":"text","deep":${'['.repeat(40)}${']'.repeat(40)}`),
            '[]',
            'null',
            '1',
            '{}',
          ] as const)
        : random.pick([
            swap(plaintext, '<xml>', '<!DOCTYPE xml><xml>'),
            swap(plaintext, '<xml>', '<xml a="b">'),
            swap(plaintext, '<xml>', '<xml><!-- x -->'),
            swap(plaintext, '<xml>', '<xml>x'),
            swap(plaintext, '</MsgType>', '</MsgType>x'),
            swap(plaintext, '<MsgType>', '<MsgType>text</MsgType><MsgType>'),
            swap(plaintext, 'zhangsan', 'zhang]]>san'),
            swap(plaintext, '<xml>', '<xml>&boss;'),
            plaintext.replace(/<\/xml>$/, '</XML>'),
            swap(plaintext, '<xml>', `<xml><a>${'<b>'.repeat(40)}${'</b>'.repeat(40)}</a>`),
            '<xml></xml>',
            '',
          ] as const);
    return changed === undefined ? undefined : resealed(genuine, { message: Buffer.from(changed) }, random);
  },
} as const satisfies Record<string, Forge>;
