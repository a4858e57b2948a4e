import type { Message, Part } from '../../domain/message.ts';
import { neutralise, type Syntax } from './neutralise.ts';
import { joinPingsAll, startsWithPingAll } from './pings-all.ts';
import type { Unit } from './split.ts';
import { pingableId, shownName } from './userid.ts';

export interface UnitOptions {
  readonly syntax: Syntax;
  /** Whether `<@userid>` pings here. Elsewhere names stand without a ping. */
  readonly mentions: boolean;
}

/** Longer addresses are left out (the text stays): WeCom's own cap for links, and a link must fit into one piece. */
const LONGEST_URL = 1024;
/** Must stay in one piece to keep its meaning, in text and markdown that is ours. */
const unbreakable =
  /(\[[^\]\n]*\]\([^)\s]*\)|<@[^>\n]*>|<font[^>\n]*>[^\n]*?<\/font>|\*\*[^*\n]+\*\*|`[^`\n]+`|https?:\/\/[^\s\u3000-\uffef]+)/;

/**
 * A message as units of one channel's syntax. `text` and `markdown` parts are ours and stand as they are (our texts
 * hold no accidental syntax); everything else is neutralised. Only `mention` parts ping.
 */
export function toUnits(message: Message, options: UnitOptions): readonly Unit[] {
  const units: Unit[] = [];
  let written = '';
  let afterOthers = false;
  for (const part of joinData(message.parts)) {
    const others = !isOurs(part);
    for (const unit of unitsOf(part, options)) {
      if (unit.text === '') continue;
      // A name after our "@", or our "all" after a name that ends in "@".
      if ((others || afterOthers) && joinPingsAll(written, unit.text)) {
        units.push({ text: '·', whole: false });
        written += '·';
      }
      units.push(unit);
      written = (written + unit.text).slice(-128);
      afterOthers = others;
    }
  }
  return units;
}

const isOurs = ({ type }: Part) => type === 'text' || type === 'markdown' || type === 'line';

/** Neighbours are neutralised together, so that halves of a token do not meet afterwards. */
const joinData = (parts: readonly Part[]): readonly Part[] => {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'data' && last?.type === 'data')
      joined[joined.length - 1] = { type: 'data', text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
};

const unitsOf = (part: Part, options: UnitOptions): readonly Unit[] => {
  const { syntax } = options;
  switch (part.type) {
    case 'text':
      return ours(part.text);
    case 'markdown':
      return ours(syntax === 'markdown' ? part.text : withoutSyntax(part.text));
    case 'data':
      return [{ text: neutralise(part.text, syntax), whole: true }];
    case 'bold': {
      const text = neutralise(part.text, syntax);
      return [{ text: syntax === 'markdown' && text !== '' ? `**${text}**` : text, whole: true }];
    }
    case 'link':
      return [{ text: link(part.text, part.url, syntax), whole: true }];
    case 'mention':
      return [{ text: ping(part, options), whole: true }];
    case 'line':
      return [{ text: '\n', whole: false }];
    default:
      return part satisfies never;
  }
};

const ours = (text: string): readonly Unit[] =>
  withoutTagForAll(text)
    .split(unbreakable)
    .map((piece, n) => ({ text: piece, whole: n % 2 === 1 }));

/** `@all` has its own permission (`mentionAll`): not even a template gets it by writing the tag. */
const withoutTagForAll = (text: string) =>
  text.includes('<@')
    ? text.replace(/<@([^>\n]*)>/g, (tag, who: string) => (startsWithPingAll(`@${who}`) ? `＠·${who}` : tag))
    : text;

const ping = ({ member }: Extract<Part, { type: 'mention' }>, { mentions, syntax }: UnitOptions): string => {
  const userid = mentions ? pingableId(member) : undefined;
  return userid === undefined ? neutralise(`@${shownName(member)}`, syntax) : `<@${userid}>`;
};

const link = (text: string, url: string, syntax: Syntax): string => {
  const shown = neutralise(text, syntax);
  const href = URL.canParse(url) ? new URL(url) : undefined;
  if (!href || !/^https?:$/.test(href.protocol)) return shown;
  const address = href.href.replace(
    /[()<>[\]"'`*_~|\\^{}]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  if (address.length > LONGEST_URL) return shown;
  // The space keeps clients from taking the next word into the address.
  return syntax === 'markdown'
    ? `[${shown || neutralise(href.host, syntax)}](${address})`
    : `${shown} ${address} `.trimStart();
};

/** Our markdown where only plain text is read: the marks go, the words stay. */
const withoutSyntax = (markdown: string) =>
  markdown
    .replace(/<\/?font[^>\n]*>/g, '')
    .replace(/!?\[([^\]\n]*)\]\(([^)\s]*)\)/g, '$1 $2 ')
    .replace(/\*\*([^*\n]+)\*\*/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/^#{1,6} +/gm, '')
    .replace(/^> ?/gm, '');
