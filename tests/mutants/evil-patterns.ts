/** Patterns that make a backtracking engine hang, or any engine slow. Those marked are refused, the rest must stay linear. */
export const evilPatterns: readonly { readonly pattern: string; readonly refused?: true }[] = [
  { pattern: '(a+)+$' },
  { pattern: '(a*)*b' },
  { pattern: '(a|a)*b' },
  { pattern: '(a|aa)+$' },
  { pattern: '(.*)*x' },
  { pattern: '(.*)+!' },
  { pattern: '(x+x+)+y' },
  { pattern: '([a-z]+)*!' },
  { pattern: '^(\\w+\\s?)*$' },
  { pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' },
  { pattern: '(\\d+\\s*)+元' },
  { pattern: '(?:发|票|发票)+!' },
  { pattern: '([ab]*a[ab]{12})$' },
  { pattern: '[ab]*a[ab]{20}c' },
  { pattern: '[ab]*a.{10}[ab]{10}c' },
  { pattern: '.*.*.*.*.*!' },
  { pattern: '.*[ab].{9}x' },
  { pattern: '(.*a){15}!' },
  { pattern: '(.*?,){11}P' },
  { pattern: '\\b(\\w+\\b\\s?){12}!' },
  { pattern: '(a?){15}a{15}!' },
  { pattern: '(?:a?b?c?){12}!' },
  { pattern: '^(?:.?){45}$' },
  { pattern: '(\\s*\\S+\\s*)+;' },
  { pattern: '(([a-z]+)\\.)+com!' },
  {
    pattern:
      '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
  },
  { pattern: '<(.+)+>.*</\\w+>' },
  { pattern: '(\\p{L}+\\p{N}*)+!' },
  { pattern: '^(.|\\n)*?end$' },
  { pattern: '(((((a*)*)*)*)*)*b' },
  { pattern: '(?:(?:a{0,3}){0,3}){0,3}b' },
  { pattern: '[a-z]{1,45}!' },
  { pattern: '(?:(?:a|b){50}|(?:b|a){50})+c' },
  { pattern: '(?i)(STRASSE|straße)+!' },
  { pattern: '[a-z]{1,1000}!', refused: true },
  { pattern: '(.{0,100}){0,10}!', refused: true },
  { pattern: '(?:a?){500}a{500}', refused: true },
  { pattern: '(a{0,30}){0,30}b', refused: true },
  { pattern: '((a{10}){10}){10}', refused: true },
  { pattern: '.{1000}!', refused: true },
  { pattern: '.{1001}!', refused: true },
  { pattern: '[^\\d]{1,500}\\d{500}', refused: true },
  { pattern: '\\p{L}{1,200}\\d', refused: true },
  { pattern: '(.*?,){50}P', refused: true },
  { pattern: '(((x{100}){100}){100})', refused: true },
  { pattern: '[a-z]{1,100}!', refused: true },
  { pattern: '(?=(a+))a*b\\1', refused: true },
  { pattern: '(a+)\\1+', refused: true },
  { pattern: '(?<!a)b(?!c)+*', refused: true },
  { pattern: '(?>a+)b', refused: true },
  { pattern: 'a**', refused: true },
  { pattern: '(?:a++)+', refused: true },
  { pattern: '(?R)', refused: true },
  { pattern: `${'('.repeat(249)}a${')'.repeat(249)}{2}{2}{2}`, refused: true },
];

/** Texts that make backtracking engines go astray: runs of one letter, of two, near misses, no rhyme or reason. */
export const hostile = (length: number, seed = 7): string[] => {
  let state = seed;
  const dice = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
  const of = (letters: string) => Array.from({ length }, () => letters[dice() % letters.length]).join('');
  const repeated = (piece: string) => piece.repeat(length).slice(0, length);
  return [
    repeated('a'),
    repeated('ab'),
    repeated('x1 '),
    repeated('发票'),
    repeated('a,'),
    of('ab'),
    of('ab c.1'),
    `${repeated('a')}!`,
  ];
};
