import { describe, expect, it } from 'vitest';
import { describeTarget, parseRedisUrl } from '../../src/redis/redis-url.ts';

describe('parseRedisUrl', () => {
  it.each([
    ['redis://localhost', { type: 'single', host: 'localhost', port: 6379 }],
    [
      'redis://bob:p%40ss@db:6380/2',
      { type: 'single', host: 'db', port: 6380, username: 'bob', password: 'p@ss', db: 2 },
    ],
    ['rediss://:secret@db', { type: 'single', host: 'db', port: 6379, password: 'secret', tls: true }],
    ['redis://[::1]:7000', { type: 'single', host: '::1', port: 7000 }],
    ['unix:///run/redis/s.sock', { type: 'socket', path: '/run/redis/s.sock' }],
    [
      'redis+sentinel://:pw@a:1,b/main/3',
      {
        type: 'sentinel',
        name: 'main',
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 26379 },
        ],
        password: 'pw',
        db: 3,
      },
    ],
    [
      'redis+cluster://a,b:7001',
      {
        type: 'cluster',
        nodes: [
          { host: 'a', port: 6379 },
          { host: 'b', port: 7001 },
        ],
      },
    ],
  ])('reads %s', (url, target) => expect(parseRedisUrl(url)).toEqual(target));

  it.each([
    'http://x',
    'redis://:hunter2@a,b',
    'redis://:hunter2@a:99999',
    'redis://:hunter2@a/x',
    'redis+cluster://:hunter2@a/1',
    'redis+sentinel://:hunter2@a:1',
    'unix://:hunter2@host/path',
    'redis://:hunter2%@a',
  ])('refuses %s with the forms that work, and without the password', (url) => {
    const fault = (() => {
      try {
        return parseRedisUrl(url);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(fault).toMatchObject({
      code: 'redis-url',
      place: 'REDIS_URL',
      remedy: expect.stringContaining('redis://'),
    });
    expect(JSON.stringify([String(fault), fault])).not.toContain('hunter2');
  });

  it('describes a target without user and password', () => {
    expect(describeTarget(parseRedisUrl('redis://bob:hunter2@db:6380/2'))).toBe('db:6380');
    expect(describeTarget(parseRedisUrl('redis+sentinel://:hunter2@a:1/main'))).toBe('sentinel main (a:1)');
  });
});
