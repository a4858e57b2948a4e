import { h } from './dom.js';

/**
 * The markdown WeCom shows, as elements. Only what is listed here becomes an element, everything else stays text;
 * links lead to http(s) alone. `people` says what a mention is called and which plain `@name` is one.
 */
export function renderContent({ content, format, mentions, from }, people) {
  if (from.kind === 'member') return [renderText(content, addressing(content, mentions, people))];
  const blocks = format === 'markdown' ? renderBlocks(content, people) : [renderText(content, people)];
  const unnamed = mentions.filter((userid) => !isNamed(content, userid, people));
  const pings = unnamed.flatMap((userid) => [mention(people.nameOf(userid)), ' ']);
  return pings.length > 0 ? [...blocks, h('p', { class: 'pings' }, pings)] : blocks;
}

/** A member's message that @-s a bot begins with the bot's name, which need not be the name of anybody here. */
function addressing(content, mentions, people) {
  const bot = mentions.length > 0 && content.match(/^@(\S+)/)?.[1];
  return bot ? { ...people, names: [...people.names, bot] } : people;
}

const isNamed = (content, userid, people) =>
  content.includes(`<@${userid}>`) || content.includes(`@${people.nameOf(userid)}`);
const mention = (name) => h('span', { class: 'mention' }, `@${name}`);

function renderText(content, people) {
  const children = content
    .split('\n')
    .flatMap((line, n) => [...(n > 0 ? [h('br')] : []), ...mentionsIn(line, people)]);
  return h('p', {}, children);
}

function renderBlocks(content, people) {
  const blocks = [];
  const lines = content.split('\n');
  const inline = (text) => renderInline(text, people, 0);
  /** Takes the run of lines that match, without their markers. */
  const take = (pattern) => {
    const taken = [];
    for (let found = lines[0]?.match(pattern); found; found = lines[0]?.match(pattern)) {
      taken.push(found[1]);
      lines.shift();
    }
    return taken;
  };
  const joined = (taken) => taken.flatMap((line, n) => [...(n > 0 ? [h('br')] : []), ...inline(line)]);
  while (lines.length > 0) {
    const line = lines[0];
    const heading = line.match(/^(#{1,6}) +(.*)$/s);
    if (/^```/.test(line)) {
      lines.shift();
      const end = lines.findIndex((line) => /^```\s*$/.test(line));
      const code = lines.splice(0, end < 0 ? lines.length : end);
      lines.shift();
      blocks.push(h('pre', {}, h('code', {}, code.join('\n'))));
    } else if (heading) {
      lines.shift();
      blocks.push(
        h(
          'p',
          { class: `heading h${heading[1].length}`, role: 'heading', 'aria-level': '4' },
          inline(heading[2]),
        ),
      );
    } else if (/^>/.test(line)) blocks.push(h('blockquote', {}, joined(take(/^> ?(.*)$/s))));
    else if (/^[-*] +/.test(line)) blocks.push(list('ul', take(/^[-*] +(.*)$/s), inline));
    else if (/^\d+\. +/.test(line)) {
      const start = line.match(/^\d+/)[0];
      blocks.push(list('ol', take(/^\d+\. +(.*)$/s), inline, start));
    } else if (/^(?:-{3,}|\*{3,})\s*$/.test(line)) {
      lines.shift();
      blocks.push(h('hr'));
    } else if (line.trim() === '') lines.shift();
    // The first line always belongs to the paragraph, so that every turn of the loop uses up a line.
    else blocks.push(h('p', {}, joined([lines.shift(), ...take(paragraphLine)])));
  }
  return blocks;
}

const paragraphLine = /^(?!```|#{1,6} |>|[-*] |\d+\. |-{3,}\s*$|\*{3,}\s*$|\s*$)(.*)$/s;

const list = (tag, items, inline, start) =>
  h(
    tag,
    { start },
    items.map((item) => h('li', {}, inline(item))),
  );

/** `code`, **bold**, [text](url), <font color="…">, <@userid> */
const inlinePattern =
  /`([^`]+)`|\*\*(.+?)\*\*|\[([^\][]*)\]\(([^()\s]+)\)|<font color="(info|comment|warning)">(.*?)<\/font>|<@([^<>\s]{1,64})>/gs;
const deepest = 4;

function renderInline(text, people, depth) {
  if (depth > deepest) return [text];
  const inner = (text) => renderInline(text, people, depth + 1);
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(inlinePattern)) {
    nodes.push(...mentionsIn(text.slice(from, found.index), people), inlineElement(found, inner, people));
    from = found.index + found[0].length;
  }
  return [...nodes, ...mentionsIn(text.slice(from), people)];
}

function inlineElement([whole, code, bold, label, url, colour, coloured, userid], inner, people) {
  if (code !== undefined) return h('code', {}, code);
  if (bold !== undefined) return h('strong', {}, inner(bold));
  if (colour !== undefined) return h('span', { class: `font-${colour}` }, inner(coloured));
  if (userid !== undefined) return mention(people.nameOf(userid));
  return safeLink(url, label, inner) ?? whole;
}

function safeLink(url, label, inner) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, inner(label || url));
}

/** Plain text in which `@小群` and the like of people known here stand out. */
function mentionsIn(text, people) {
  return text
    .split(/(<@[^<>\s]{1,64}>)/)
    .flatMap((piece, n) =>
      n % 2 === 1 ? [mention(people.nameOf(piece.slice(2, -1)))] : namesIn(piece, people),
    );
}

/** Plain `@name` of somebody who is here. */
function namesIn(text, people) {
  if (!text.includes('@')) return text === '' ? [] : [text];
  const names = people.names.filter((name) => text.includes(`@${name}`)).sort((a, b) => b.length - a.length);
  if (names.length === 0) return [text];
  const pieces = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const name = at < from ? undefined : names.find((name) => text.startsWith(name, at + 1));
    if (name === undefined) continue;
    pieces.push(text.slice(from, at), mention(name));
    from = at + 1 + name.length;
  }
  return [...pieces, text.slice(from)].filter((piece) => piece !== '');
}

/** One line without syntax, for lists and quotes. */
export function plainLine(entry, people) {
  const holder = h(
    'div',
    {},
    renderContent({ ...entry, mentions: [] }, people).flatMap((block) => [block, ' ']),
  );
  for (const br of holder.querySelectorAll('br')) br.replaceWith(' ');
  return holder.textContent.replace(/\s+/g, ' ').trim();
}
