import { beforeAll, expect, it } from 'vitest'
import { seedLoad, type LoadedTenant } from '../../../server/domain/demo/seed-load'
import { rows } from '../../helpers/school/rows'

const NOW = new Date('2026-11-21T12:00:00Z')
let loaded: LoadedTenant[]
beforeAll(async () => {
  loaded = [...await seedLoad({ tenants: 2, students: 60, days: 12 }, NOW), ...await seedLoad({ tenants: 1, students: 10, days: 3 }, NOW)]
}, 120_000)

it('makes new tenants of the size that was asked for, beside those that are there', async () => {
  expect(loaded.map(({ slug, students, marks }) => ({ slug, students, marks }))).toEqual([
    { slug: 'load-1', students: 60, marks: 720 }, { slug: 'load-2', students: 60, marks: 720 }, { slug: 'load-3', students: 10, marks: 30 },
  ])
  const counts = await rows(`
    select t.slug, (select count(*)::int from students s where s."tenantId" = t.id) as students,
      (select count(*)::int from groups g where g."tenantId" = t.id) as groups, (select count(*)::int from marks m where m."tenantId" = t.id) as marks
    from control.tenants t order by t.slug`)
  expect(counts).toEqual([
    { slug: 'arsenal', students: 0, groups: 0, marks: 0 }, { slug: 'load-1', students: 60, groups: 3, marks: 720 },
    { slug: 'load-2', students: 60, groups: 3, marks: 720 }, { slug: 'load-3', students: 10, groups: 1, marks: 30 }, { slug: 'riverside', students: 0, groups: 0, marks: 0 },
  ])
})

it('marks on weekdays before today, each child once a day, and leaves lessons ahead', async () => {
  const [days] = await rows(`
    select min(m.date) as first, max(m.date) as last, count(distinct m.date)::int as days, bool_or(extract(isodow from m.date) > 5) as weekends
    from marks m join control.tenants t on t.id = m."tenantId" where t.slug = 'load-1'`)
  expect(days).toEqual({ first: '2026-11-05', last: '2026-11-20', days: 12, weekends: false })
  const [ahead] = await rows(`select count(*)::int as n from lessons l join control.tenants t on t.id = l."tenantId" where t.slug = 'load-1' and l.date >= '2026-11-21'`)
  expect(ahead?.n).toBeGreaterThan(0)
})
