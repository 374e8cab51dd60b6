import { existsSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemContext } from '../../../server/domain/context'
import { importAttendance } from '../../../server/domain/imports/import-attendance'
import { importOneRoster } from '../../../server/domain/imports/import-oneroster'
import type { ImportOptions } from '../../../server/domain/imports/run-import'
import { openBundle, openPath } from '../../../server/domain/imports/sources/open-path'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import type { Tenant } from '../../../server/domain/context'
import { nothing } from '../../helpers/bundle'
import { serial } from '../../helpers/school/names'
import { rows } from '../../helpers/school/rows'

const DATA = '../shared/data'
const given = existsSync(DATA)
if (!given) process.stderr.write(`skipped: there is no data at ${DATA}\n`)

let tenant: Tenant

beforeEach(async () => {
  tenant = await createTenant({ slug: `district-${serial()}`, name: 'District', timeZone: 'America/New_York', locale: 'en' })
})

async function bundle(name: string, options: ImportOptions = {}) {
  const source = await openBundle(`${DATA}/${name}`)
  try {
    return await importOneRoster(systemContext(tenant), source, options)
  }
  finally {
    await source.close()
  }
}

const attendance = async () => importAttendance(systemContext(tenant), await openPath(`${DATA}/oneroster-contoso/attendance.csv`), {})
const count = async (table: string) => (await rows<{ count: number }>(`select count(*)::int as count from ${table} where "tenantId" = $1`, [tenant.id]))[0]?.count

describe.skipIf(!given)('contoso', () => {
  const whole = { ...nothing, branches: 5, terms: 2, groups: 87, users: 40, students: 600, enrolments: 3600, assignments: 87 }

  it('brings in the whole district, and a second time nothing', async () => {
    expect(await bundle('oneroster-contoso')).toMatchObject({ ok: true, dryRun: false, added: whole, changed: nothing, removed: nothing, errors: [], warnings: [] })
    expect(await bundle('oneroster-contoso')).toMatchObject({ ok: true, added: nothing, changed: nothing, removed: nothing, unchanged: whole })
    expect(await count('students')).toBe(600)
    expect(await rows(`select 1 from users where "tenantId" = $1 and "sourcedId" in (select "sourcedId" from students where "tenantId" = $1)`, [tenant.id])).toEqual([])
  })

  it('says the same in a dry run, and writes nothing', async () => {
    expect(await bundle('oneroster-contoso', { dryRun: true })).toMatchObject({ ok: true, dryRun: true, added: whole })
    for (const table of ['branches', 'terms', 'groups', 'users', 'students', 'enrolments', 'audit_entries']) expect(await count(table), table).toBe(0)
  })

  it('brings in the marks of a month, each on a roster, and a second time nothing', async () => {
    await bundle('oneroster-contoso')
    expect(await attendance()).toMatchObject({ ok: true, added: { ...nothing, marks: 12_000 }, errors: [] })
    expect(await attendance()).toMatchObject({ ok: true, added: nothing, changed: nothing, unchanged: { ...nothing, marks: 12_000 } })

    expect(await rows(`select status, count(*)::int as count from marks where "tenantId" = $1 and date between '2022-01-01' and '2022-01-31' group by 1 order by 1`, [tenant.id]))
      .toEqual([{ status: 'present', count: 10_715 }, { status: 'absent', count: 1_285 }])
    expect(await rows(`
      select l.kind, count(*)::int as lessons, count(l."takenAt")::int as taken, max(l."registerVersion") as version
      from lessons l where l."tenantId" = $1 group by 1`, [tenant.id])).toEqual([{ kind: 'registration', lessons: 100, taken: 100, version: 1 }])
    expect(await rows(`
      select 1 from marks m
      where m."tenantId" = $1 and (m.source <> 'import' or not exists (
        select from enrolments e where e."tenantId" = m."tenantId" and e."groupId" = m."groupId" and e."studentId" = m."studentId" and e."from" <= m.date
      ))`, [tenant.id])).toEqual([])
  })

  it('leaves the roll call of a month as it is when the roster comes again', async () => {
    await bundle('oneroster-contoso')
    await attendance()
    expect(await bundle('oneroster-contoso')).toMatchObject({ added: nothing, changed: nothing, removed: nothing })
  })
})

describe.skipIf(!given)('families', () => {
  it('links every child with every parent', async () => {
    const summary = await bundle('oneroster-families')
    expect(summary).toMatchObject({ ok: true, added: { ...nothing, branches: 1, users: 812, students: 1187, guardianships: 2390 }, errors: [] })
    expect(summary.warnings).toEqual([expect.objectContaining({ file: 'users.csv', line: 1825, column: 'email', code: 'shared_address' })])

    const [most] = await rows(`
      select count(*)::int as children from guardianships where "tenantId" = $1 group by "userId" order by 1 desc limit 1`, [tenant.id])
    expect(most).toEqual({ children: 5 })
    expect(await rows(`select 1 from user_roles where "tenantId" = $1 and role <> 'parent'`, [tenant.id])).toEqual([])
    expect(await bundle('oneroster-families')).toMatchObject({ added: nothing, changed: nothing, removed: nothing })
  })
})

describe.skipIf(!given)('bundles of other systems', () => {
  it('takes a small one of 1.1 without manifest of courses and without addresses', async () => {
    const summary = await bundle('oneroster-fixtures/Test_minimal_data_set.zip')
    expect(summary).toMatchObject({ ok: true, added: { branches: 1, terms: 5, groups: 2, users: 3, students: 3, enrolments: 2, assignments: 2 }, errors: [] })
    expect(await bundle('oneroster-fixtures/Test_minimal_data_set.zip')).toMatchObject({ added: nothing, changed: nothing, warnings: summary.warnings })
  })

  it('takes one with rows to be deleted, dangling parents and odd capitals', async () => {
    const summary = await bundle('oneroster-fixtures/Test_full_data_set.zip')
    const added = { ...nothing, branches: 1, terms: 3, groups: 1, users: 3, students: 3, guardianships: 1, enrolments: 1, assignments: 1 }
    expect(summary).toMatchObject({ ok: true, added, errors: [] })
    const codes = summary.warnings.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
    expect(codes).toEqual(expect.arrayContaining([
      'orgs.csv:2:parentSourcedId unknown_reference',
      'academicSessions.csv:3:parentSourcedId unknown_reference',
      'classes.csv:2:classType wrong_case',
      'classes.csv:2:courseSourcedId unknown_reference',
      'enrollments.csv:5:classSourcedId to_be_deleted',
      'enrollments.csv:3:role role_mismatch',
    ]))
    expect(await bundle('oneroster-fixtures/Test_full_data_set.zip')).toMatchObject({ added: nothing, changed: nothing, removed: nothing })
  })

  it('takes one of 1.2 with its roles apart', async () => {
    expect(await bundle('oneroster-fixtures/oneroster_test_data.zip')).toMatchObject({
      ok: true, added: { branches: 1, terms: 1, groups: 1, users: 0, students: 1, enrolments: 1 }, errors: [], warnings: [],
    })
    expect(await rows(`
      select g.name, g."courseName", t.name as term
      from groups g join group_terms l on l."groupId" = g.id join terms t on t.id = l."termId"
      where g."tenantId" = $1`, [tenant.id]))
      .toEqual([{ name: 'Basic Detection', courseName: 'Crime Fighting 101', term: 'Semester 1' }])
  })
})
