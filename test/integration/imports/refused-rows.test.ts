import { beforeEach, describe, expect, it } from 'vitest'
import { systemContext, type TenantContext } from '../../../server/domain/context'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { anEnrolmentRow, aSmallSchool, aUserRow, importBundle, nothing } from '../../helpers/bundle'
import { serial } from '../../helpers/school/names'
import { rows } from '../../helpers/school/rows'

const whole = { ...nothing, branches: 1, terms: 2, groups: 2, users: 4, students: 3, guardianships: 4, enrolments: 3, assignments: 1 }

let ctx: TenantContext
beforeEach(async () => {
  ctx = systemContext(await createTenant({ slug: `refusing-${serial()}`, name: 'School', timeZone: 'Europe/Kyiv', locale: 'uk' }))
})

const here = (text: string) => rows(text, [ctx.tenant.id])
const where = (issues: { file: string, line: number, column: string, code: string }[]) =>
  issues.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)

describe('refused rows', () => {
  const broken = () => {
    const school = aSmallSchool()
    return {
      ...school,
      classes: [...school.classes, { sourcedId: '1c', title: '1 C', courseSourcedId: 'nowhere', schoolSourcedId: 'nowhere', termSourcedIds: 'autumn', classType: 'Scheduled' }],
      enrollments: [...school.enrollments, anEnrolmentRow('anna-1c', '1c', 'anna'), anEnrolmentRow('nobody-1a', '1a', 'nobody')],
    }
  }

  it('keep everything from being written, and the summary is whole all the same', async () => {
    const summary = await importBundle(ctx, broken())
    expect(summary).toMatchObject({ ok: false, added: whole })
    expect(where(summary.errors)).toEqual([
      'classes.csv:4:schoolSourcedId unknown_reference',
      'enrollments.csv:6:classSourcedId unknown_reference',
      'enrollments.csv:7:userSourcedId unknown_reference',
    ])
    expect(await here('select 1 from branches where "tenantId" = $1')).toEqual([])
    expect(await here('select 1 from audit_entries where "tenantId" = $1')).toEqual([])
  })

  it('are left out of a partial import, which then ends nothing', async () => {
    expect(await importBundle(ctx, broken(), { partial: true })).toMatchObject({ ok: true, added: whole, totals: { errors: 3 } })
    const school = broken()
    const summary = await importBundle(ctx, { ...school, users: school.users.slice(1) }, { partial: true })
    expect(summary).toMatchObject({ added: nothing, removed: nothing })
    expect(summary.warnings.map(({ code }) => code)).toContain('nothing_ended')
  })

  it('are told by file, line, column and reason', async () => {
    const summary = await importBundle(ctx, {
      orgs: 'sourcedId,name,type\nschool,School,school\nfarm,Farm,farm\n',
      users: [
        'sourcedId,givenName,familyName,role,email,agentSourcedIds',
        'anna,Anna,Test,Student,,',
        '"vira","Vi\nra",Test,student,,',
        'short,row',
        ',No,Id,student,,',
        'king,King,Test,king,,',
        'long,' + 'x'.repeat(600) + ',Test,student,,',
        'nul,N\u0000,Test,student,,',
        'same,One,Test,student,,',
        'same,Two,Test,student,,',
        'lost,Lost,Test,student,,nobody',
      ].join('\r\n'),
    })
    expect(where(summary.errors)).toEqual([
      'orgs.csv:3:type bad_value',
      'users.csv:5: ragged_row',
      'users.csv:6:sourcedId required',
      'users.csv:7:role bad_value',
      'users.csv:8:givenName too_long',
      'users.csv:9:givenName bad_character',
      'users.csv:10:sourcedId duplicate_id',
      'users.csv:11:sourcedId duplicate_id',
    ])
    expect(where(summary.warnings)).toEqual(expect.arrayContaining(['users.csv:2:role wrong_case', 'users.csv:12:agentSourcedIds unknown_reference']))
    expect(summary.added).toMatchObject({ branches: 1, students: 3 })
  })

  it('are counted beyond the thousand that are listed', async () => {
    const users = Array.from({ length: 1_500 }, (_, i) => aUserRow(`s${i}`, 'king'))
    const summary = await importBundle(ctx, { users })
    expect(summary.errors).toHaveLength(1_000)
    expect(summary.totals.errors).toBe(1_500)
  })

  it('of several with one id, the one that changed last counts', async () => {
    const users = [
      aUserRow('anna', 'student', { givenName: 'Old', dateLastModified: '2026-01-01T00:00:00Z', orgSourcedIds: '' }),
      aUserRow('anna', 'student', { givenName: 'New', dateLastModified: '2026-02-01T00:00:00Z', orgSourcedIds: '' }),
    ]
    expect(where((await importBundle(ctx, { users })).warnings)).toEqual(['users.csv:2:sourcedId superseded'])
    expect(await here('select name from students where "tenantId" = $1')).toEqual([{ name: 'New Test' }])
  })
})
