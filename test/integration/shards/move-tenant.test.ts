import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findTenantBySlug, forgetDirectory } from '../../../server/domain/schools/directory'
import { listShards } from '../../../server/domain/schools/list-shards'
import { locateTenant } from '../../../server/domain/schools/locate-tenant'
import { moveTenant } from '../../../server/domain/schools/move/move-tenant'
import { db } from '../../../server/infra/db/db'
import { bindDirectory } from '../../../server/infra/db/home'
import { asOnlyMover } from '../../../server/infra/db/mover'
import { closeDatabases } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { cloneDatabase, dropDatabase, runSql } from '../../helpers/database'
import { aRowOfEach } from '../../helpers/school/a-row-of-each'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'
import { contentOf, moveUntil, rowsIn, useShards } from '../../helpers/shards'
import { aWorld } from '../../helpers/world'

const main = process.env.DATABASE_URL ?? ''
const { id } = arsenal.tenant
let other = ''
const move = (to: string, tell?: (step: string) => void) => moveTenant('arsenal', to, { graceMs: 0, ...(tell && { tell }) })
const url = (shard: string) => shard === 'main' ? main : other
const unfinished = async () => (await listShards()).flatMap(({ moves }) => moves)
const whereIs = async () => (forgetDirectory(), (await findTenantBySlug('arsenal'))?.shard)

/** A row in those tables that a world does not fill. */
async function inEveryTable() {
  const { corner, people } = await aWorld(arsenal)
  await people.parent.withPassword()
  const of = { tenantId: id }
  await insert('verifications', { ...of, identifier: 'x', value: 'y', expiresAt: new Date() })
  await insert('user_aliases', { ...of, sourcedId: 'a-1', userId: people.parent.id })
  const term = await insert<{ id: string }>('terms', { ...of, name: 'Осінь', startsOn: '2026-09-01', endsOn: '2026-12-31' })
  await insert('group_terms', { ...of, groupId: corner.group.id, termId: term.id })
  await insert('mark_changes', { ...of, lessonId: corner.lesson.id, studentId: corner.child.id, version: 1, after: JSON.stringify({ note: 'a\ttab, a "quote",\na line, a \\ and N' }) })
  const other = await arsenal.aStudent()
  await insert('lesson_guests', { ...of, lessonId: corner.lesson.id, studentId: other.id, kind: 'trial' })
  await aRowOfEach(id, { ...corner, other, user: people.teacher })
  await insert('audit_entries', { ...of, action: 'demo.filled' })
  await insert('outbox', { ...of, name: 'school.changed', payload: '{}' })
  await insert('idempotency_keys', { ...of, userId: people.parent.id, key: 'k', requestHash: 'h', body: '{"b":  1}' })
  const upload = await insert<{ id: string }>('imports', { ...of, kind: 'oneroster', fileName: 'школа.zip', progress: 0.1 + 0.2 })
  await insert('import_chunks', { ...of, importId: upload.id, number: 0, data: Buffer.from([0, 10, 92, 255]) })
  return { corner, people }
}

let world: Awaited<ReturnType<typeof inEveryTable>>

beforeAll(async () => {
  other = await cloneDatabase()
  await useShards({ main, other })
  world = await inEveryTable()
  await aWorld(riverside)
}, 60_000)

beforeEach(() => bindDirectory(locateTenant))

afterAll(async () => {
  await closeDatabases()
  await dropDatabase(other)
})

/** Nothing of a move is left on either side but a signpost. */
async function expectTidy(home: string, away: string) {
  expect(await whereIs()).toBe(home)
  expect(rowsIn(await contentOf(url(away), id)), 'rows left behind').toBe(0)
  for (const database of [main, other]) {
    expect(await runSql(database, `select tgname from pg_trigger where tgname like 'move\\_%'`)).toEqual([])
    expect(await runSql(database, 'select * from moves.changes')).toEqual([])
  }
  expect(await runSql(main, 'select * from control.moves')).toEqual([])
  expect(await runSql(url(home), `select state from tenant_homes where "tenantId" = $1`, [id])).toEqual([{ state: 'active' }])
}

describe('tenant move', () => {
  it('takes every row of every table to the other shard and leaves none behind', async () => {
    const before = await contentOf(main, id)
    expect(Object.entries(before).filter(([, { rows }]) => rows === 0), 'a table without rows proves nothing').toEqual([])
    const neighbour = await contentOf(main, riverside.tenant.id)

    const report = await move('other')

    const after = await contentOf(other, id)
    const { audit_entries: audit, outbox, ...rest } = after
    const { audit_entries: auditBefore, outbox: outboxBefore, ...restBefore } = before
    expect(rest).toEqual(restBefore)
    // The move itself is in the log, and says to everybody that what they keep is old.
    expect([audit?.rows, outbox?.rows]).toEqual([(auditBefore?.rows ?? 0) + 1, (outboxBefore?.rows ?? 0) + 1])
    expect(await runSql(other, `select action, details from audit_entries where "tenantId" = $1 and action = 'school.moved'`, [id]))
      .toEqual([{ action: 'school.moved', details: { from: 'main', to: 'other', epoch: expect.any(Number) } }])
    expect(Object.fromEntries(Object.entries(report.tables).map(([name, { rows }]) => [name, rows])))
      .toEqual(Object.fromEntries(Object.entries(before).map(([name, { rows }]) => [name, rows])))
    expect(report).toMatchObject({ moved: true, from: 'main', to: 'other', removed: rowsIn(before) })
    expect(await contentOf(main, riverside.tenant.id)).toEqual(neighbour)
    await expectTidy('other', 'main')
  })

  it('takes it back, and says nothing to do where it is', async () => {
    const before = await contentOf(other, id)
    await move('main')
    expect((await contentOf(main, id)).marks).toEqual(before.marks)
    await expectTidy('main', 'other')
    expect(await move('main')).toMatchObject({ moved: false, removed: 0 })
    await expectTidy('main', 'other')
  })

  it('takes along what is written, changed, cleared and set anew while it copies', async () => {
    const { corner: { lesson, child, branch } } = world
    const ctx = arsenal.context
    const [mark] = await rows<{ id: string }>(`select id from marks where "studentId" = $1`, [child.id])
    const scratch = await db.write(ctx, tx => tx.branch.create({ data: { tenantId: id, name: 'To be closed' } }))
    const during: Record<string, () => Promise<unknown>> = {
      watching: () => db.write(ctx, tx => tx.branch.update({ where: { id: branch.id }, data: { name: 'Renamed before the copy' } })),
      replaying: () => db.write(ctx, async (tx) => {
        await tx.mark.delete({ where: { id: mark?.id ?? '' } })
        await tx.mark.create({ data: { tenantId: id, lessonId: lesson.id, studentId: child.id, groupId: lesson.groupId, date: new Date(lesson.date), status: 'absent' } })
        await tx.branch.delete({ where: { id: scratch.id } })
      }),
      compared: () => db.write(ctx, async (tx) => {
        await tx.branch.create({ data: { tenantId: id, name: 'Born late' } })
        await tx.$executeRaw(sql`delete from lesson_guests where "tenantId" = ${id}::uuid`)
      }),
    }
    await moving('other', during)

    expect(await runSql(other, `select status::text from marks where "studentId" = $1`, [child.id])).toEqual([{ status: 'absent' }])
    const names = (await runSql<{ name: string }>(other, `select name from branches where "tenantId" = $1`, [id])).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['Renamed before the copy', 'Born late']))
    expect(names).not.toContain('To be closed')
    expect((await contentOf(other, id)).lesson_guests?.rows).toBe(0)
    await expectTidy('other', 'main')
    await move('main')
  })

  it('takes a write that meets the hold to the new shard, once', async () => {
    let late: Promise<unknown> | undefined
    await move('other', (step) => {
      if (step === 'held') late = db.write(arsenal.context, tx => tx.branch.create({ data: { tenantId: id, name: 'Met the hold' } }))
    })
    await late
    expect(await runSql(other, `select name from branches where name = 'Met the hold'`)).toHaveLength(1)
    await expectTidy('other', 'main')
    await move('main')
  })

  it('waits for a long write under way without holding up the others', async () => {
    const named = (name: string) => sql`insert into branches ("tenantId", name) values (${id}::uuid, ${name})`
    const [begun, enough] = [gate(), gate()]
    let slow: Promise<unknown> | undefined
    await moving('other', {
      'compared': async () => {
        slow = db.bulk(arsenal.context, async (tx) => {
          await tx.query(named('Slow'))
          begun.open()
          await enough.opened
        })
        await begun.opened
      },
      'waiting for a write': () => db.write(arsenal.context, tx => tx.$executeRaw(named('Beside the slow one'))).finally(enough.open),
    })
    await slow
    const names = (await runSql<{ name: string }>(other, `select name from branches where "tenantId" = $1`, [id])).map(({ name }) => name)
    expect(names.filter(name => /slow/i.test(name)).sort()).toEqual(['Beside the slow one', 'Slow'])
    await move('main')
  })

  it('is seen by whoever checks the shards while it goes on, with nothing to do about it', async () => {
    let seen: unknown
    await moving('other', { compared: async () => seen = await unfinished() })
    expect(seen).toMatchObject([{ slug: 'arsenal', from: 'main', to: 'other', step: 'compared', state: 'under_way', run: [] }])
    await move('main')
  })

  it('is the only one to move a tenant', async () => {
    await asOnlyMover(id, () => expect(move('other')).rejects.toMatchObject({ code: 'move_under_way' }))
    await expectTidy('main', 'other')
  })

  it('refuses a shard that there is not, and a tenant that there is not', async () => {
    await expect(move('north')).rejects.toMatchObject({ code: 'unknown_shard' })
    await expect(moveTenant('nobody', 'other')).rejects.toMatchObject({ code: 'unknown_tenant' })
  })

  it('stays when the copy is not the same, and writes go on', async () => {
    const spoil = async (step: string) => step === 'replaying' && runSql(other, `update students set name = name || '!' where "tenantId" = $1`, [id])
    await expect(moving('other', { replaying: () => spoil('replaying') as Promise<unknown> })).rejects.toMatchObject({ code: 'copies_differ', detail: expect.stringContaining('students') })
    expect(await whereIs()).toBe('main')
    await db.write(arsenal.context, tx => tx.branch.create({ data: { tenantId: id, name: 'Goes on' } }))
    await move('main')
    await expectTidy('main', 'other')
  })
})

function gate() {
  let open = () => {}
  const opened = new Promise<unknown>(resolve => open = () => resolve(null))
  return { opened, open: () => open() }
}

/** Moves the tenant; each step waits for what is to happen after it. */
async function moving(to: string, during: Record<string, () => Promise<unknown>>): Promise<void> {
  await moveTenant('arsenal', to, { graceMs: 0, tell: step => during[step]?.() })
}

describe('a mover that is killed', () => {
  const STEPS: [string, number][] = [
    ['watching', 1], ['copied', 8], ['compared', 1], ['held', 1], ['replayed', 1], ['prepared', 1], ['left', 1], ['opened', 1], ['listed', 1], ['removing', 1],
  ]
  const moves = (shard: string) => runSql(url(shard), `select count(*)::int as n from audit_entries where "tenantId" = $1 and action = 'school.moved'`, [id])
  let from = '', to = ''
  // To and fro: each begins where the one before ended.
  beforeEach(async () => {
    from = (await move(await whereIs() ?? '')).to
    to = from === 'main' ? 'other' : 'main'
    await runSql(url(from), `delete from audit_entries where action = 'school.moved'`)
  })

  it.each(STEPS)('after "%s" (%i) loses nothing, and the next run ends well', { timeout: 60_000 }, async (step, times) => {
    const note = await db.write(arsenal.context, tx => tx.branch.create({ data: { tenantId: id, name: `Before ${step}` } }))
    const before = await contentOf(url(from), id)
    expect(await moveUntil('arsenal', to, step, times)).toBe('SIGKILL')
    expect(await unfinished()).toEqual([{
      slug: 'arsenal', from, to, step, startedAt: expect.any(String), state: 'abandoned',
      run: [`goalschool tenant move arsenal --to ${to}`, `goalschool tenant move arsenal --to ${from}`],
    }])

    // Served at once where it is by now; a hold ends by itself.
    expect(await db.query(arsenal.context, sql`SELECT name FROM branches WHERE id = ${note.id}::uuid`)).toEqual([{ name: `Before ${step}` }])
    await db.write(arsenal.context, tx => tx.branch.create({ data: { tenantId: id, name: `After ${step}` } }))

    await move(to)
    const after = await contentOf(url(to), id)
    expect(after.marks).toEqual(before.marks)
    expect(after.branches?.rows).toBe((before.branches?.rows ?? 0) + 1)
    expect(await moves(to)).toEqual([{ n: 1 }])
    await expectTidy(to, from)
  })

  it.each([['copied', 8, 0], ['prepared', 1, 0], ['left', 1, 2]])('after "%s" (%i) can be undone', { timeout: 60_000 }, async (step, times, moved) => {
    const before = await contentOf(url(from), id)
    expect(await moveUntil('arsenal', to, step, times)).toBe('SIGKILL')
    await move(from)
    const { marks, users, students } = await contentOf(url(from), id)
    expect([marks, users, students]).toEqual([before.marks, before.users, before.students])
    await expectTidy(from, to)
    expect(await moves(from)).toEqual([{ n: moved }])
  })
})
