import type { Register } from '#shared/schemas/register'
import type { Draft } from '../utils/register-rows'
import type { Batch, SendResult } from './sheet'

/** Not randomUUID, which a page over plain HTTP in a school's network does not have. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

const AGAIN = new Set([408, 425, 429])

interface Answer { version?: number, register?: Register, code?: string, errors?: { path: string }[] }

/** A mark as PUT takes it. */
const toMark = ([studentId, { status, ...more }]: [string, Draft]) => ({ studentId, status, ...status && more })

/** A browser refuses more than 64 KiB to a request that outlives its page; a character takes up to three of them. */
const OUTLIVES = 20_000

/** Sends one batch. It survives the page being left, unless it is longer than browsers allow that. */
export async function sendBatch(lessonId: string, { key, version, drafts }: Batch): Promise<SendResult> {
  const body = JSON.stringify({ marks: Object.entries(drafts).map(toMark) })
  try {
    const response = await fetch(`/api/lessons/${lessonId}/register`, {
      method: 'PUT', body, keepalive: body.length < OUTLIVES,
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"`, 'idempotency-key': key },
      signal: AbortSignal.timeout(15_000),
    })
    return resultOf(response, await response.json() as Answer, Object.keys(drafts))
  }
  catch {
    return { kind: 'failed', answered: false }
  }
}

function resultOf({ ok, status }: Response, answer: Answer, students: string[]): SendResult {
  if (ok && typeof answer.version === 'number') return { kind: 'saved', version: answer.version }
  if (status === 401) return { kind: 'signed_out' }
  if (status === 412 && answer.register) return { kind: 'stale', register: answer.register }
  if (ok || status >= 500 || AGAIN.has(status) || answer.code === 'idempotency_in_progress') return { kind: 'failed', answered: true }
  const blamed = (answer.errors ?? []).flatMap(({ path }) => students[Number(/^marks\.(\d+)\b/.exec(path)?.[1])] ?? [])
  return { kind: 'refused', code: answer.code ?? 'refused', students: [...new Set(blamed)] }
}
