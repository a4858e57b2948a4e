import { describe, expect, it } from 'vitest';
import { readEnv } from '../../src/config/env.ts';

describe('readEnv', () => {
  it('has the defaults of the contract', () => {
    expect(readEnv({ PATH: '/bin', PORT: ' ' })).toEqual({
      ok: true,
      env: {
        HOST: '127.0.0.1',
        PORT: 3000,
        DATA_DIR: './data',
        CONFIG_DIR: './config',
        LOG_LEVEL: 'info',
        ROLES: ['web', 'worker', 'scheduler', 'socket'],
        EMULATOR_PORT: 0,
        WECOM_API_BASE: 'https://qyapi.weixin.qq.com',
        WECOM_AIBOT_WS_URL: 'wss://openws.work.weixin.qq.com',
        WECOM_MEDIA_HOSTS: [],
        production: false,
      },
    });
  });
  it.each([
    [{ ROLES: 'worker, web' }, { ROLES: ['web', 'worker'] }],
    [{ SANDBOX: '1' }, { SANDBOX: true }],
    [{ SANDBOX: '0' }, { SANDBOX: false }],
    [{ NODE_ENV: 'production' }, { production: true }],
    [{ NODE_ENV: 'test' }, { production: false }],
    [{ PORT: '0' }, { PORT: 0 }],
    [
      { REDIS_URL: 'redis+sentinel://a:26379,b:26379/main' },
      { REDIS_URL: 'redis+sentinel://a:26379,b:26379/main' },
    ],
    [
      { WECOM_MEDIA_HOSTS: 'A.example.com, b.example.com:8080' },
      { WECOM_MEDIA_HOSTS: ['a.example.com', 'b.example.com:8080'] },
    ],
  ])('reads %j', (given, env) => {
    expect(readEnv(given)).toMatchObject({ ok: true, env });
  });
  it('tells every problem at once, with the remedy', () => {
    expect(readEnv({ PORT: '99999', SANDBOX: 'yes', ROLES: 'web,cook', LOG_LEVEL: 'loud' })).toEqual({
      ok: false,
      problems: [
        '环境变量 PORT: 端口最大是 65535',
        '环境变量 LOG_LEVEL: 只能是 trace、debug、info、warn、error、fatal 或 silent',
        '环境变量 ROLES: 只能是 all,或用逗号分开的 web、worker、scheduler、socket;不认识「cook」',
        '环境变量 SANDBOX: 只能是 1(演示)或 0(真实)',
      ],
    });
  });
  it('never repeats a value', () => {
    const secret = 'redis-password-canary';
    expect(
      JSON.stringify(readEnv({ REDIS_URL: secret, PORT: secret, WECOM_API_BASE: secret })),
    ).not.toContain(secret);
  });
});
