import type { Register } from '#shared/schemas/register'
import type { Draft } from './register-rows'

export interface Batch {
  /** The same for every attempt, so that a save whose answer was lost is not made twice. */
  key: string
  version: number
  /** What it says of whom. */
  drafts: Map<string, Draft>
  marks: unknown[]
}

export type SendResult
  = | { kind: 'saved', version: number }
    | { kind: 'stale', register: Register }
    | { kind: 'refused', code: string }
  /** No answer, or one that says: again later. */
    | { kind: 'failed' }

/** Not randomUUID, which a page over plain HTTP in a school's network does not have. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

const AGAIN = new Set([408, 425, 429])

/** Sends one batch. It survives the page being left. */
export async function sendBatch(lessonId: string, batch: Batch): Promise<SendResult> {
  try {
    const response = await fetch(`/api/lessons/${lessonId}/register`, {
      method: 'PUT', keepalive: true,
      headers: { 'content-type': 'application/json', 'if-match': `"${batch.version}"`, 'idempotency-key': batch.key },
      body: JSON.stringify({ marks: batch.marks }),
      signal: AbortSignal.timeout(15_000),
    })
    const answer = await response.json() as { version?: number, register?: Register, code?: string }
    if (response.ok && typeof answer.version === 'number') return { kind: 'saved', version: answer.version }
    if (response.status === 412 && answer.register) return { kind: 'stale', register: answer.register }
    if (response.status >= 500 || AGAIN.has(response.status) || answer.code === 'idempotency_in_progress') return { kind: 'failed' }
    return { kind: 'refused', code: answer.code ?? 'refused' }
  }
  catch {
    return { kind: 'failed' }
  }
}

/** Milliseconds before the next attempt: 2, 4, 8, 16, then 30 s. */
export const pauseAfter = (attempts: number) => Math.min(30_000, 2_000 * 2 ** (attempts - 1))
