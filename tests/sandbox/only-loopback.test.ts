import { describe, expect, it } from 'vitest';
import { refuseUnlessLocal } from '../../src/sandbox/only-loopback.ts';

const local = { method: 'GET', remoteAddress: '127.0.0.1', host: '127.0.0.1:3000', origin: undefined };

describe('who may use the sandbox', () => {
  it.each([
    { why: 'this machine by address', request: {} },
    { why: 'this machine by name', request: { host: 'localhost:3000' } },
    { why: 'this machine by IPv6', request: { remoteAddress: '::1', host: '[::1]:3000' } },
    { why: 'IPv4 seen through an IPv6 socket', request: { remoteAddress: '::ffff:127.0.0.1' } },
    { why: 'a host without a port', request: { host: 'localhost' } },
    { why: 'a write from the page itself', request: { method: 'POST', origin: 'http://127.0.0.1:3000' } },
  ])('lets in $why', ({ request }) => {
    expect(refuseUnlessLocal({ ...local, ...request })).toBeUndefined();
  });

  it.each([
    { why: 'another machine', request: { remoteAddress: '192.168.1.7' } },
    { why: 'another machine through an IPv6 socket', request: { remoteAddress: '::ffff:10.0.0.2' } },
    { why: 'a socket without an address', request: { remoteAddress: undefined } },
    { why: 'a site whose name leads here', request: { host: 'evil.example:3000' } },
    { why: 'a name that only begins like ours', request: { host: 'localhost.evil.example' } },
    { why: 'an address that only begins like ours', request: { host: '127.0.0.1.evil.example' } },
    { why: 'a request without a host', request: { host: undefined } },
    { why: 'a write without an origin', request: { method: 'POST' } },
    { why: 'a write from another site', request: { method: 'POST', origin: 'https://evil.example' } },
    { why: 'a write from another port', request: { method: 'POST', origin: 'http://127.0.0.1:8080' } },
    { why: 'a write from a sandboxed frame', request: { method: 'POST', origin: 'null' } },
  ])('refuses $why', ({ request }) => {
    expect(refuseUnlessLocal({ ...local, ...request })).toBeTypeOf('string');
  });
});
