import type { H3Event } from 'h3'
import { keyOf } from '../infra/cache/cached'
import { generations, memory } from '../infra/cache/room'
import { type Clock, clockStamp } from './clock-and-sight'

interface KeptPage {
  html: string
  headers: Record<string, string>
  tags: string[]
  values: string[]
  clocks: [Clock, string][]
}

const SECONDS = 3_600
/** Set by one page for the next and read once: whoever has one gets a page of their own. */
const ONE_TIME = 'goalschool.flash='

/** The key of a signed-in person's page, or null where none may be kept. */
function pageKey(event: H3Event): string | null {
  const { tenant, viewer, locale, origin } = event.context
  if (!tenant || !viewer || event.method !== 'GET' || getRequestHeader(event, 'cookie')?.includes(ONE_TIME)) return null
  return `pages:${keyOf([useRuntimeConfig().app.buildId, origin, tenant, viewer, locale, event.path])}`
}

/** The page of an earlier visit, if nothing that it was made from has changed since. */
export async function keptPage(event: H3Event): Promise<KeptPage | null> {
  const key = pageKey(event)
  const page = key ? memory().get(key) as KeptPage | undefined : undefined
  const { tenant } = event.context
  if (!page || !tenant) return null
  if (page.clocks.some(([clock, stamp]) => clockStamp(clock, tenant) !== stamp)) return null
  const values = await generations().read(tenant.id, page.tags)
  return values && values.every((value, index) => value === page.values[index]) ? page : null
}

/** Keeps a finished page, unless it was shaped by something that no tag stands for. @returns the reason when it is not kept */
export function keepPage(event: H3Event, html: string, headers: Record<string, string>): string | null {
  const { page } = event.context
  const key = pageKey(event)
  if (!key || !page) return 'viewer'
  if (page.unknown) return page.unknown.split('?')[0] ?? 'untagged'
  if (page.generations.size === 0) return 'nothing'
  if (getResponseHeader(event, 'set-cookie')) return 'cookie'
  if (/no-store/.test(headers['cache-control'] ?? '')) return 'no-store'
  const kept: KeptPage = {
    html, headers, tags: [...page.generations.keys()], values: [...page.generations.values()], clocks: [...page.clocks],
  }
  memory().set(key, kept, html.length, SECONDS)
  return null
}
