import type { Role } from '#shared/schemas/tenant'

/** From the highest right to the lowest; whoever holds several starts on the page of the highest. */
const FIRST_PAGES: [Role, string][] = [
  ['operator', '/operator'],
  ['admin', '/overview'],
  ['manager', '/overview'],
  ['teacher', '/today'],
  ['parent', '/home'],
  ['student', '/home'],
  ['editor', '/news'],
]

/** Where signing in leads. */
export function firstPage(roles: readonly Role[]): string {
  return FIRST_PAGES.find(([role]) => roles.includes(role))?.[1] ?? '/'
}
