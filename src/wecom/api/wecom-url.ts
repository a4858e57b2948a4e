/**
 * Whether a URL that arrived in a callback may be called: exactly the origin of `WECOM_API_BASE`, one of the given
 * paths, no user, password or fragment. Compared as parsed, never as text. Returns the path
 * with its query, below the base's own path, or undefined.
 */
export function wecomPath(url: string, baseUrl: URL, paths: readonly string[]): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || parsed.origin !== baseUrl.origin || parsed.origin === 'null') return undefined;
  if (parsed.username !== '' || parsed.password !== '' || parsed.hash !== '') return undefined;
  const prefix = baseUrl.pathname.replace(/\/$/, '');
  const path = paths.find((allowed) => parsed.pathname === prefix + allowed);
  return path === undefined ? undefined : path + parsed.search;
}
