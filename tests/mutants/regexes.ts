// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { evilPatterns } from './evil-patterns.ts';
import { inFile, type Mutant } from './support.ts';

const quoted = (pattern: string) => `⌖'${pattern.replaceAll("'", "''")}'`;

export const regexMutants: readonly Mutant[] = [
  ...inFile(
    'evil regex',
    'wrong-value',
    'rules/faq.yaml',
    evilPatterns
      .filter(({ refused }) => refused)
      .map(({ pattern }) => ["'订单号?\\s*\\d{6,}'", quoted(pattern)]),
  ),
  ...inFile('bad regex', 'wrong-value', 'rules/faq.yaml', [
    ["'订单号?\\s*\\d{6,}'", "⌖'[a-z'"],
    ["'订单号?\\s*\\d{6,}'", "⌖'(订单'"],
    ["'订单号?\\s*\\d{6,}'", "⌖'订单)'"],
    ["'订单号?\\s*\\d{6,}'", "⌖'*订单'"],
    ["'订单号?\\s*\\d{6,}'", "⌖'[z-a]'"],
    ["'订单号?\\s*\\d{6,}'", "⌖'订单\\'"],
    ["'订单号?\\s*\\d{6,}'", "⌖'x{2,1}'"],
    ["'订单号?\\s*\\d{6,}'", "['好', ⌖'(?P<n']"],
    ["'订单号?\\s*\\d{6,}'", `⌖'${'订'.repeat(501)}'`],
    ["'订单号?\\s*\\d{6,}'", `⌖'${'订'.repeat(400)}'`],
    ["'订单号?\\s*\\d{6,}'", "⌖''"],
    ["'订单号?\\s*\\d{6,}'", "⌖'\\p{Nonsense}'"],
  ]),
  ...inFile('bad regex', 'wrong-value', 'nicknames.yaml', [
    ["'[A-Z]\\d{3}'", "⌖'[A-Z'"],
    ["'[A-Z]\\d{3}'", "⌖'(?=x)'"],
    ["'[A-Z]\\d{3}'", "⌖'[A-Z]{1000}'"],
  ]),
];
