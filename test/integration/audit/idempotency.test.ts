import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { TenantContext, Viewer } from '../../../server/domain/context'
import { claimKey, keepAnswer, releaseKey } from '../../../server/domain/audit/idempotency'
import { runSql } from '../../helpers/database'
import { arsenal, riverside } from '../../helpers/schools'

function someone(school: typeof arsenal, userId: string = randomUUID()): TenantContext<Viewer> {
  const viewer: Viewer = { userId, sessionId: randomUUID(), name: 'T', email: 't@x.example', roles: ['teacher'], branchIds: [], studentId: null, locale: null, otherSchools: [] }
  return { ...school.context, viewer }
}
const answer = { status: 201, location: '/api/lessons/1', body: { version: 1, id: '1' }, upload: null }

describe('an Idempotency-Key', () => {
  it('repeats the first answer, to its own viewer in its own tenant only', async () => {
    const teacher = someone(arsenal)
    expect(await claimKey(teacher, 'k', 'hash')).toBeNull()
    await keepAnswer(teacher, 'k', answer)
    // As it was written, to the order of its keys: its ETag is the same again.
    expect(JSON.stringify(await claimKey(teacher, 'k', 'hash'))).toBe(JSON.stringify(answer))
    expect(await claimKey(someone(arsenal), 'k', 'hash')).toBeNull()
    expect(await claimKey(someone(riverside, teacher.viewer.userId), 'k', 'hash')).toBeNull()
  })

  it('refuses another request under the same key', async () => {
    const teacher = someone(arsenal)
    await claimKey(teacher, 'k', 'hash')
    await keepAnswer(teacher, 'k', answer)
    await expect(claimKey(teacher, 'k', 'other')).rejects.toMatchObject({ code: 'idempotency_key_reused', status: 422 })
  })

  it('lets one of many simultaneous requests through', async () => {
    const teacher = someone(arsenal)
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claimKey(teacher, 'k', 'hash')))
    expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'idempotency_in_progress', status: 409 })
  })

  it('is free again when its request failed, when its process died, and after a day', async () => {
    const teacher = someone(arsenal)
    await claimKey(teacher, 'failed', 'hash')
    await releaseKey(teacher, 'failed')
    expect(await claimKey(teacher, 'failed', 'hash')).toBeNull()

    await claimKey(teacher, 'died', 'hash')
    const age = (key: string, by: string) => runSql(process.env.DATABASE_URL ?? '',
      'update idempotency_keys set "createdAt" = now() - $2::interval where key = $1', [key, by])
    await age('died', '2 minutes')
    expect(await claimKey(teacher, 'died', 'hash')).toBeNull()

    await claimKey(teacher, 'old', 'hash')
    await keepAnswer(teacher, 'old', answer)
    await age('old', '25 hours')
    expect(await claimKey(teacher, 'old', 'another')).toBeNull()
  })
})
