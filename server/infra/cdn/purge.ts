import { config } from '../config'
import { log } from '../log'

const PATIENCE_MS = 2_000
/** One that failed is left alone for this long: what waits for it would only queue up. */
const PAUSE_MS = 2_000

let pausedUntil = 0
let next: { tags: Set<string>, done: Promise<void> } | undefined

/** Whether there is a shared cache that wants to be told. */
export const hasPurge = (): boolean => config().cdnPurge.urls.length > 0

/**
 * Tells every shared cache in `CDN_PURGE_URL` to forget what carries one of these tags: a `ban+http` address by BAN with the
 * header `Cache-Tag`, as deploy/varnish takes it; any other by POST with `{ "tags": […] }`, which CDNs take or a hook
 * translates. Calls of the same moment are one request.
 * @throws when one of them did not say that it did
 */
export function purge(tags: readonly string[]): Promise<void> {
  next ??= gather()
  for (const tag of tags) next.tags.add(tag)
  return next.done
}

function gather() {
  const tags = new Set<string>()
  const done = new Promise(resolve => setImmediate(resolve)).then(() => {
    next = undefined
    return send([...tags])
  })
  return { tags, done }
}

async function send(tags: string[]): Promise<void> {
  if (Date.now() < pausedUntil) throw new Error('the shared caches did not answer a moment ago')
  try {
    await Promise.all(config().cdnPurge.urls.map(url => tell(url, tags)))
  }
  catch (error) {
    pausedUntil = Date.now() + PAUSE_MS
    throw error
  }
  log.debug({ tags }, 'shared caches were told')
}

async function tell(url: string, tags: string[]): Promise<void> {
  const { token } = config().cdnPurge
  const ban = url.startsWith('ban+')
  const answer = await fetch(url.replace(/^ban\+/, ''), {
    method: ban ? 'BAN' : 'POST',
    headers: { 'cache-tag': tags.join(','), ...(token ? { authorization: `Bearer ${token}` } : {}), ...(ban ? {} : { 'content-type': 'application/json' }) },
    ...(ban ? {} : { body: JSON.stringify({ tags }) }),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`a shared cache answered ${answer.status} to a purge`)
}
