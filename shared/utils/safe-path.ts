/**
 * A path on this site to go on to, or `fallback`: an absolute URL, `//host`, `/\host`, control characters and
 * whatever else a browser would read as another host are refused.
 */
export function safePath(next: unknown, fallback = '/'): string {
  if (typeof next !== 'string' || next.length > 512 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return fallback
  const url = URL.canParse(next, 'http://a.invalid') ? new URL(next, 'http://a.invalid') : null
  return url?.origin === 'http://a.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : fallback
}
