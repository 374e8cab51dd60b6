/** Longer than an answer takes on a poor connection; a page that comes later still replaces the one that was kept. */
const PATIENCE_MS = 4_000
/** What a balancer says while nobody stands behind it. */
const NOBODY_THERE = new Set([502, 503, 504])

/** What was asked for, or what was kept of it where the network fails or takes too long. */
export async function inTime(asked: Promise<Response>, kept: Response): Promise<Response> {
  const answer = await Promise.race([asked.catch(() => null), new Promise<null>(resolve => setTimeout(() => resolve(null), PATIENCE_MS))])
  return answer && !NOBODY_THERE.has(answer.status) ? answer : kept
}
