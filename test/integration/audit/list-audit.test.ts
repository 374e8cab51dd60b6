import { expect, it } from 'vitest'
import { auditQuery } from '#shared/schemas/audit'
import { listAudit } from '../../../server/domain/audit/list-audit'
import { insert } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const admin = await arsenal.aUser('admin', { name: 'Ann Admin' })
const list = (query: object = {}) => listAudit(admin.context, auditQuery.parse(query))
const student = await arsenal.aStudent({ name: 'Sam Student' })
const { lesson, group } = await arsenal.aLesson()

const note = (school: typeof arsenal, values: object) => insert<{ id: string }>('audit_entries', { tenantId: school.tenant.id, ...values })
// Midnight in Moscow between the 1st and the 2nd of March is 21:00 UTC.
const evening = await note(arsenal, { at: '2026-03-01T20:59:00Z', actorId: admin.id, action: 'contact.viewed', subject: 'student', subjectId: student.id })
const night = await note(arsenal, { at: '2026-03-01T21:00:00Z', actorId: null, action: 'import.confirmed', subject: 'import', details: '{"added":{"students":3}}' })
const morning = await note(arsenal, { at: '2026-03-02T06:00:00Z', actorId: admin.id, action: 'register.taken', subject: 'lesson', subjectId: lesson.id })
await note(riverside, { at: '2026-03-01T21:00:00Z', action: 'import.confirmed' })

const idsOf = async (query: object) => (await list(query)).data.map(entry => entry.id)

it('tells who did what to whom, the newest first, of this school alone', async () => {
  const { data, pagination } = await list()
  expect(data).toEqual([
    {
      id: morning.id, at: '2026-03-02T06:00:00.000Z', actor: { id: admin.id, name: 'Ann Admin' }, action: 'register.taken',
      subject: { kind: 'lesson', id: lesson.id, name: group.name, date: lesson.date }, details: {}, requestId: null,
    },
    expect.objectContaining({ id: night.id, actor: null, subject: { kind: 'import', id: null, name: null, date: null }, details: { added: { students: 3 } } }),
    expect.objectContaining({ id: evening.id, subject: { kind: 'student', id: student.id, name: 'Sam Student', date: null } }),
  ])
  expect(pagination).toEqual({ limit: 50, nextCursor: null })
})

it('filters by action, noun, person, subject and the days of the school', async () => {
  expect(await idsOf({ action: 'contact.viewed' })).toEqual([evening.id])
  expect(await idsOf({ action: 'import' })).toEqual([night.id])
  expect(await idsOf({ actorId: admin.id })).toEqual([morning.id, evening.id])
  expect(await idsOf({ subjectId: lesson.id })).toEqual([morning.id])
  expect(await idsOf({ from: '2026-03-02' })).toEqual([morning.id, night.id])
  expect(await idsOf({ to: '2026-03-01' })).toEqual([evening.id])
  expect(() => auditQuery.parse({ from: '2026-03-02', to: '2026-03-01' })).toThrow()
})

it('pages by cursor through entries of the same instant, each once', async () => {
  const at = '2026-02-01T00:00:00Z'
  const same = await Promise.all(Array.from({ length: 5 }, () => note(arsenal, { at, action: 'user.created', actorId: admin.id })))
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await list({ action: 'user', limit: 2, ...cursor && { cursor } })
    seen.push(...page.data.map(entry => entry.id))
    cursor = page.pagination.nextCursor
  } while (cursor && seen.length < 20)
  expect(seen).toEqual(same.map(entry => entry.id).sort().reverse())
})

it.each(['nonsense', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('{}').toString('base64url'),
  Buffer.from('["0000-01-01T00:00:00Z","01890a5d-ac96-774b-bcce-b302099a8057"]').toString('base64url')])('refuses the cursor %s', async (cursor) => {
  await expect(list({ cursor })).rejects.toMatchObject({ code: 'bad_query', status: 400 })
})
