/** What a request says about where it comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Why a request may not use the sandbox, or undefined when it may. The address keeps other machines out, the Host
 * header other sites that resolve to this machine (DNS rebinding), the Origin of writes other pages of this browser.
 */
export function refuseUnlessLocal({
  method,
  remoteAddress,
  host,
  origin,
}: RequestOrigin): string | undefined {
  if (!remoteAddress || !isLoopbackAddress(remoteAddress)) return '沙盒只能在本机打开';
  if (!host || !isLoopbackHost(host)) return '请用 http://127.0.0.1 或 http://localhost 打开沙盒';
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads && origin !== `http://${host}`) return '请求不是从沙盒页面发出的';
  return undefined;
}

const isLoopbackAddress = (address: string) =>
  /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address) || address === '::1';
const isLoopbackHost = (host: string) =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host);
