import { featurePatches } from './feature-patches.ts';

/** One guard broken on purpose, and the tests that must notice. */
export interface Patch {
  /** The guard, in a few words. */
  readonly guard: string;
  readonly file: string;
  /** Stands exactly once in `file`. */
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const opener = 'src/wecom/envelope/open-envelope.ts';
const envelope = ['tests/wecom/envelope'];
const onRedis = ['tests/redis/contract.test.ts'];
const local = ['tests/sandbox/only-loopback.test.ts'];
const permission = ['tests/commands/permission.test.ts', 'tests/commands/dispatch.test.ts'];

export const patches: readonly Patch[] = [
  {
    guard: 'signature is compared',
    file: opener,
    find: "return refuse(403, 'signature');",
    replace: '{}',
    tests: envelope,
  },
  {
    guard: 'time window',
    file: opener,
    find: 'if (Math.abs(nowMs - Number(timestamp) * 1000) > WINDOW_MS)',
    replace: 'if (false)',
    tests: envelope,
  },
  {
    guard: 'time window, for what is to come',
    file: opener,
    find: 'Math.abs(nowMs - Number(timestamp) * 1000) > WINDOW_MS',
    replace: 'nowMs - Number(timestamp) * 1000 > WINDOW_MS',
    tests: envelope,
  },
  {
    guard: 'grammar of the nonce',
    file: opener,
    find: ' || !NONCE.test(nonce)',
    replace: '',
    tests: envelope,
  },
  {
    guard: 'canonical base64',
    file: opener,
    find: "return bytes.toString('base64') === text ? bytes : undefined;",
    replace: 'return bytes;',
    tests: envelope,
  },
  {
    guard: 'range of the padding',
    file: opener,
    find: "if (pad < 1 || pad > BLOCK) return refuse(403, 'padding');",
    replace: '',
    tests: envelope,
  },
  {
    guard: 'every byte of the padding',
    file: opener,
    find: "if (plain[at] !== pad) return refuse(403, 'padding');",
    replace: 'if (plain[at] !== pad) break;',
    tests: envelope,
  },
  {
    guard: 'exact length',
    file: opener,
    find: 'HEADER + length + receiver.length !== end',
    replace: 'HEADER + length + receiver.length > end',
    tests: envelope,
  },
  {
    guard: 'receiveid',
    file: opener,
    find: 'if (!plain.subarray(HEADER + length, end).equals(receiver))',
    replace: 'if (false)',
    tests: envelope,
  },
  {
    guard: 'fatal UTF-8',
    file: opener,
    find: "if (!isUtf8(message)) return refuse(403, 'utf8');",
    replace: '',
    tests: envelope,
  },
  {
    guard: 'one XML element of a name',
    file: 'src/wecom/xml/parse-xml.ts',
    find: 'if (children.has(name)) return false;',
    replace: '',
    tests: ['tests/wecom/xml'],
  },
  {
    guard: 'depth of JSON',
    file: 'src/wecom/inbound/aibot.ts',
    find: 'if (jsonDepth(plaintext) > MAX_JSON_DEPTH)',
    replace: 'if (false)',
    tests: ['tests/wecom/inbound/aibot.test.ts'],
  },
  {
    guard: 'done mark is asked for',
    file: 'src/redis/lua/commit.lua',
    find: "local result = call('GET', KEYS[k + 1])",
    replace: 'local result = false',
    tests: onRedis,
  },
  {
    guard: 'done mark is set',
    file: 'src/redis/lua/commit.lua',
    find: "call('SET', KEYS[k + 1], reply, 'PX', keepMs)",
    replace: '',
    tests: onRedis,
  },
  {
    guard: 'versions are checked',
    file: 'src/redis/lua/commit.lua',
    find: 'if fresh then',
    replace: 'if true then',
    tests: onRedis,
  },
  {
    guard: 'a decision on nothing rests on rows read anew',
    file: 'src/engine/handle-event.ts',
    find: 'if (recalled && (empty || bind))',
    replace: 'if (recalled && bind)',
    tests: ['tests/engine/handle-event.test.ts'],
  },
  {
    guard: 'rows of a lost store are forgotten',
    file: 'src/engine/handle-event.ts',
    find: 'storeLost: recent.forgetAll,',
    replace: 'storeLost: () => undefined,',
    tests: ['tests/engine/handle-event.test.ts'],
  },
  {
    guard: 'an effect is claimed once',
    file: 'src/redis/lua/claim.lua',
    find: "call('ZREM', due, id)",
    replace: '',
    tests: onRedis,
  },
  {
    guard: 'claim before the request',
    file: 'src/delivery/deliver.ts',
    find: "      case 'taken':\n        return finished;",
    replace:
      "      case 'taken': {\n" +
      '        const entry = await outbox.ledger(scope, id);\n' +
      '        if (!entry || !isSpoken(entry.outgoing.effect)) return finished;\n' +
      '        return speak(scope, entry.outgoing, entry.outgoing.effect, entry.attempt, claimedAt);\n' +
      '      }',
    tests: ['tests/delivery/deliver.test.ts'],
  },
  {
    guard: 'only the owner of a claim settles it',
    file: 'src/redis/lua/settle.lua',
    find: 'if owner == ARGV[a + 1] and ',
    replace: 'if ',
    tests: onRedis,
  },
  {
    guard: 'a stale claim is unknown, not sent again',
    file: 'src/redis/lua/sweep.lua',
    find: "if kind == 'v' then",
    replace: 'if false then',
    tests: onRedis,
  },
  {
    guard: 'an old claim does not reach the socket',
    file: 'src/delivery/deliver.ts',
    find: 'if (monotonic() - claimedAt > CLAIM_MAX_AGE_MS)',
    replace: 'if (false)',
    tests: ['tests/delivery/deliver.test.ts'],
  },
  {
    guard: 'what may have left is in doubt',
    file: 'src/wecom/api/client.ts',
    find: 'else left = true;',
    replace: 'else left = false;',
    tests: ['tests/wecom/api/client.test.ts'],
  },
  {
    guard: '-1 is in doubt',
    file: 'src/wecom/api/outcome.ts',
    find: 'if (code === -1) return',
    replace: 'if (false) return',
    tests: ['tests/wecom/outlets'],
  },
  {
    guard: 'limit of a destination',
    file: 'src/redis/lua/take-slot.lua',
    find: 'if used >= max then',
    replace: 'if false then',
    tests: onRedis,
  },
  {
    guard: 'block of a destination',
    file: 'src/redis/lua/take-slot.lua',
    find: 'if blocked and tonumber(blocked) > now then',
    replace: 'if false then',
    tests: onRedis,
  },
  {
    guard: 'lease of an occurrence',
    file: 'src/redis/lua/schedule-claim.lua',
    find: 'if tonumber(look) > now then return 1 end',
    replace: '',
    tests: onRedis,
  },
  {
    guard: 'fence of an occurrence',
    file: 'src/redis/lua/schedule-finish.lua',
    find: "or string.match(claim, '^%d+') ~= ARGV[3] then",
    replace: 'then',
    tests: onRedis,
  },
  {
    guard: 'origin of a response_url',
    file: 'src/wecom/api/wecom-url.ts',
    find: 'parsed.origin !== baseUrl.origin',
    replace: 'false',
    tests: ['tests/wecom/outlets'],
  },
  {
    guard: 'path of a response_url',
    file: 'src/wecom/api/wecom-url.ts',
    find: 'parsed.pathname === prefix + allowed',
    replace: 'parsed.pathname.startsWith(prefix)',
    tests: ['tests/wecom/outlets'],
  },
  {
    guard: 'sandbox: address of the caller',
    file: 'src/sandbox/only-loopback.ts',
    find: 'if (!remoteAddress || !isLoopbackAddress(remoteAddress))',
    replace: 'if (false)',
    tests: local,
  },
  {
    guard: 'sandbox: name it is called by',
    file: 'src/sandbox/only-loopback.ts',
    find: 'if (!host || !isLoopbackHost(host))',
    replace: 'if (false)',
    tests: local,
  },
  {
    guard: 'sandbox: page that writes',
    file: 'src/sandbox/only-loopback.ts',
    find: 'if (!reads && ',
    replace: 'if (false && ',
    tests: local,
  },
  {
    guard: 'ADMIN_TOKEN',
    file: 'src/http/ops.ts',
    find: 'if (!timingSafeEqual(given, expected))',
    replace: 'if (false)',
    tests: ['tests/http/ops.test.ts'],
  },
  {
    guard: 'who may run a command',
    file: 'src/commands/permission.ts',
    find: "return { type: 'denied', minRole: command.minRole, who: uniqueById(who) };",
    replace: "return { type: 'allowed' };",
    tests: permission,
  },
  {
    guard: 'powers named by `only`',
    file: 'src/commands/permission.ts',
    find: ' && (only === undefined || only.includes(power))',
    replace: '',
    tests: permission,
  },
  {
    guard: 'permission is asked for',
    file: 'src/commands/dispatch.ts',
    find: "if (permission.type === 'denied')",
    replace: 'if (false)',
    tests: permission,
  },
  {
    guard: 'member text is neutralised',
    file: 'src/delivery/render/neutralise.ts',
    find: 'if (harmless.test(data)) return data;',
    replace: 'return data;',
    tests: ['tests/delivery/render'],
  },
  {
    guard: 'member text pings nobody',
    file: 'src/delivery/render/neutralise.ts',
    find: 'withoutPingAll(withoutLinks(withoutTags(shown)))',
    replace: 'withoutLinks(withoutTags(shown))',
    tests: ['tests/delivery/render'],
  },
  {
    guard: 'secrets stay out of the log',
    file: 'src/observability/scrubber.ts',
    find: '      withoutRegistered(text)\n',
    replace: '      text\n',
    tests: ['tests/observability/scrubber.test.ts'],
  },
  {
    guard: 'Redis must be append-only',
    file: 'src/redis/gate.ts',
    find: "if (info.get('aof_enabled') !== '1')",
    replace: 'if (false)',
    tests: ['tests/redis/gate.test.ts'],
  },
  ...featurePatches,
];

/** The source with the guard broken; throws when the patch no longer fits. */
export function sabotaged(source: string, { file, find, replace }: Patch): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file}: found ${parts.length - 1} times, expected once: ${find}`);
  return parts.join(replace);
}
