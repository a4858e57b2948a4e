import { expect, it } from 'vitest';
import { createMetrics } from '../../src/observability/metrics.ts';

it('counts by names that do not grow with groups', async () => {
  const metrics = createMetrics({ queueDepth: async () => 7, redisUp: () => false });
  metrics.callback('aibot', 'refused', 'signature');
  metrics.callback('aibot', 'refused', 'signature');
  metrics.commit('duplicate');
  metrics.send('webhook/newbie-push', 'sent');
  metrics.send('webhook/other', 'sent');
  metrics.handleSeconds(0.003);
  const { type, body } = await metrics.expose();
  expect(type).toContain('text/plain');
  expect(body).toContain('qunyun_callbacks_total{channel="aibot",outcome="refused",reason="signature"} 2');
  expect(body).toContain('qunyun_commits_total{result="duplicate"} 1');
  expect(body).toContain('qunyun_sends_total{outlet="webhook",outcome="sent"} 2');
  expect(body).toContain('qunyun_handle_seconds_bucket{le="0.005"} 1');
  expect(body).toContain('qunyun_queue_depth 7');
  expect(body).toContain('qunyun_redis_up 0');
  expect(body).not.toContain('newbie-push');
});

it('keeps to itself: two programs in one process do not share counters', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.commit('committed');
  expect((await other.expose()).body).not.toContain('qunyun_commits_total{');
  expect(other.registry).not.toBe(one.registry);
});
