/** The template parser's complaint in the words of somebody who edits messages. */
export function explainLiquid(message: string): string {
  const reason = message.replace(/,? *(?:file:[^,]*,? *)?line:\d+, col:\d+\s*$/, '');
  const [, open] = /^(output|tag) .* not closed$/s.exec(reason) ?? [];
  if (open === 'output') return '「{{」没有用「}}」收口';
  const [, unclosed] = /^tag "?(?:\{%-? *)?(\w+).* not closed$/s.exec(reason) ?? [];
  if (open === 'tag') return unclosed === undefined ? '「{%」没有收口' : `「{% ${unclosed} … %}」没有收口`;
  const [, tag] = /^tag "(\w+)" not found$/.exec(reason) ?? [];
  if (tag !== undefined)
    return `不认识「{% ${tag} %}」,可以用 if、unless、case、for、assign,并各自以 end… 收尾`;
  const [, filter] = /^undefined filter: (.+)$/.exec(reason) ?? [];
  if (filter !== undefined) return `没有「| ${filter}」这个过滤器`;
  if (/^expected "\|" before filter/.test(reason)) return '「{{ }}」里的写法不对,看看是不是少了一个「}」';
  if (/^expected variable name/.test(reason)) return '「{% assign」后面要写一个名字';
  if (/^invalid value expression/.test(reason))
    return '「{{ }}」或「{% %}」里少写了内容,比如「{{ member.name }}」';
  const [, illegal] = /^illegal tag: ([\s\S]+)$/.exec(reason) ?? [];
  if (illegal !== undefined) return `「${illegal}」没写完整,循环写成「{% for x in members %}」`;
  if (/limit exceeded/.test(reason)) return '内容太长或循环太多';
  return reason;
}
