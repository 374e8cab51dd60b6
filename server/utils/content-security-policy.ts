import { createHash } from 'node:crypto'

/** The one inline script of a page, Nuxt's configuration: the same for every page of a build. */
const INLINE_CONFIG = /<script>(window\.__NUXT__=[^<]*)<\/script>/

/** CSP Level 3 §2.3.1: the hash of a script's text as a source. */
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const policies = new Map<string, string>()

/**
 * What a page may load and run: our own files, those of the CDN, and its one inline script by its hash.
 * Styles may be inline, for the tenant's colour on `<html>`.
 * @param tail the end of the page's body, where Nuxt puts that script
 */
export function contentSecurityPolicy(tail: string, cdnUrl: string): string {
  const script = INLINE_CONFIG.exec(tail)?.[1] ?? ''
  const known = policies.get(script)
  if (known) return known
  const cdn = URL.canParse(cdnUrl) ? ` ${new URL(cdnUrl).origin}` : ''
  const policy = [
    `default-src 'self'${cdn}`,
    `script-src 'self'${cdn}${script && ` ${hashOf(script)}`}`,
    `style-src 'self' 'unsafe-inline'${cdn}`,
    `img-src 'self' data:${cdn}`,
    `connect-src 'self'${cdn}`,
    // Never from a CDN: a worker belongs to the school's own origin.
    `worker-src 'self'`,
    `object-src 'none'`, `base-uri 'none'`, `form-action 'self'`, `frame-ancestors 'none'`,
  ].join('; ')
  // One script for each build; more would mean that something else has come into its place.
  if (policies.size < 4) policies.set(script, policy)
  return policy
}
