/** Written in ways that servers read differently: dots, slashes and backslashes in disguise, and what no URL holds. */
const TRICKS = /%(?:2e|2f|5c|25|0[0-9a-f]|1[0-9a-f]|7f)|[\\\s\p{Cc}]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/iu

/**
 * The address of a path below a base.
 * @param path with its leading slash, as it came, with its query
 * @returns null when it would lead anywhere else, or is written as if it were to
 */
export function addressBelow(base: string, path: string): URL | null {
  const [pathname = '', ...query] = path.split('?')
  if (!pathname.startsWith('/') || TRICKS.test(pathname)) return null
  const { origin, pathname: root } = new URL(base)
  const start = `${origin}${root.replace(/\/$/, '')}`
  const address = `${start}${pathname}${query.length > 0 ? `?${query.join('?')}` : ''}`
  return URL.canParse(address) ? staysBelow(base, new URL(address)) : null
}

/** The address itself if it lies below the base, else null. */
export function staysBelow(base: string, address: URL): URL | null {
  const { origin, pathname } = new URL(base)
  const below = address.origin === origin && address.pathname.startsWith(`${pathname.replace(/\/$/, '')}/`)
  if (!below || address.username || address.password || TRICKS.test(address.pathname)) return null
  address.hash = ''
  return address
}
