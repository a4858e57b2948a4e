// scratch: stage costs, best of many short batches
import { createCallbackEndpoint } from '../src/http/callbacks/callback-endpoint.ts';
import { renderMarkdown, renderPlain, renderWebhook } from '../src/delivery/render/render.ts';
import { createAibotReader } from '../src/wecom/inbound/aibot.ts';
import { createCorpus } from './load/corpus.ts';
import { loadBook } from './arms/load-book.ts';
import { AIBOT, AIBOT_NAME, CALLBACK } from './world.ts';
import { encodeCommit } from '../src/redis/encode-commit.ts';
import { encodeRead, groupRefs } from '../src/redis/encode-read.ts';
import { decide } from '../src/engine/decide.ts';
import { createKnownState } from '../src/engine/known-state.ts';
import { prepareBook } from '../src/engine/prepare-book.ts';
import { chatKey, groupScope } from '../src/domain/chat.ts';
import { effectId } from '../src/domain/ids.ts';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const qs = require('fast-querystring');
const N = 3000;
const endpoint = createCallbackEndpoint(
  { kind: 'aibot', id: AIBOT, envelope: { ...CALLBACK, receiveId: '' }, reader: createAibotReader({ via: AIBOT, name: AIBOT_NAME }) },
  { aibot: renderMarkdown, robot: renderPlain, app: renderPlain }, () => 'abc');
const { book } = loadBook(5000);
const prepared = prepareBook(book);
const row = { version: '12', value: { userid: 'member1', firstSeen: Date.now() - 1000, lastSeen: Date.now() - 1000 } };
for (const kind of ['reply', 'send'] as const) {
  const corpus = createCorpus(kind, 5000, N);
  const raw = corpus.requests.map((b) => { const t = b.toString('latin1'); const q = /\?(\S+)/.exec(t)![1]!; return { q, body: t.slice(t.indexOf('\r\n\r\n') + 4) }; });
  const now = Date.now();
  const results: Record<string, number> = {};
  const time = (name: string, f: (n: number) => unknown) => {
    let best = Infinity; let sink = 0;
    for (let r = 0; r < 60; r++) { const t = process.hrtime.bigint(); for (let n = 0; n < N; n += 1) if (f(n) === 0) sink++; const us = Number(process.hrtime.bigint() - t) / 1000 / N; if (us < best) best = us; }
    results[name] = Math.round(best * 100) / 100; return sink;
  };
  const fields = raw.map(({ q }) => { const p = qs.parse(q); return { signature: p.msg_signature, timestamp: p.timestamp, nonce: p.nonce }; });
  time('qs', (n) => qs.parse(raw[n]!.q));
  time('open', (n) => endpoint.open(fields[n]!, raw[n]!.body, now));
  const plains = raw.map((r, n) => { const o = endpoint.open(fields[n]!, r.body, now); if (!o.ok) throw new Error(o.reason); return o; });
  time('read', (n) => endpoint.read(plains[n]!.plaintext, now));
  const events = plains.map((p) => { const h = endpoint.read(p.plaintext, now); if (h.type !== 'event') throw new Error(h.type); return { ...h.event, group: book.community.chats.get(chatKey(h.event.chat!))! }; });
  const hints = (event: any) => book.features.flatMap((f) => f.reads?.(event) ?? []);
  time('hints', (n) => hints(events[n]));
  const scopes = events.map((e) => groupScope(e.group));
  time('encodeRead/32', (n) => n % 32 ? 1 : encodeRead(Array.from({ length: 32 }, (_, k) => ({ scope: scopes[(n + k) % N]!, groups: groupRefs(hints(events[(n + k) % N])) }))));
  const dec = (n: number) => {
    const state = createKnownState(); const refs = hints(events[n]);
    state.learn(refs, [row]); state.restart();
    const d = decide({ prepared, event: events[n]!, now, random: Math.random, state });
    return { d, state };
  };
  time('decide(all)', dec);
  const st = createKnownState(); st.learn([{ collection: 'members', row: 'member1' }], [row]);
  time('rules', (n) => book.rules.decide({ event: events[n]!, now, random: Math.random, community: book.community, version: book.version, group: book.community.groups.get(events[n]!.group), state: st }, { mayReply: true }));
  time('registry.find', (n) => prepared.registry.find((events[n] as any).text, 'group'));
  const decided = events.map((_, n) => dec(n));
  const reqs = decided.map(({ d, state }, n) => ({ scope: scopes[n]!, event: events[n]!.id, expects: state.expectations(), writes: d.writes, effects: d.effects.map((e, k) => ({ id: effectId(events[n]!.id, k), due: now, effect: e.effect })), reply: { trail: d.trail, ...(d.reply && { message: d.reply }) }, keepMs: 86400000 }));
  time('encodeCommit/32', (n) => n % 32 ? 1 : encodeCommit(Array.from({ length: 32 }, (_, k) => reqs[(n + k) % N]!)));
  if (kind === 'reply') time('seal', (n) => endpoint.seal(decided[n]!.d.reply!, { form: 'json', nonce: 'abc', streamId: 's.x', userid: 'u', nowMs: now }));
  if (kind === 'send') { time('render', (n) => renderWebhook((reqs[n]!.effects[0]!.effect as any).message)); console.log(JSON.stringify(reqs[0])); }
  console.log(kind, results);
}
