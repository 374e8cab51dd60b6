import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeWith } from '../../helpers/programs'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'
import { aWorld } from '../../helpers/world'

const url = process.env.DATABASE_URL ?? ''
const tables = (await rows<{ name: string }>(`select table_name as name from information_schema.columns
  where table_schema = 'public' and column_name = 'tenantId' order by 1`)).map(({ name }) => name)

beforeAll(async () => {
  for (const school of [arsenal, riverside]) {
    const { corner, people } = await aWorld(school)
    await people.parent.withPassword()
    await school.aNotice(corner.child)
    await school.aGuest(corner.lesson, await school.aStudent())
  }
})

describeWith('psql', 'psql as the application\'s role', (psql) => {
  const ask = (...statements: string[]) => execFileSync(psql, [
    url, '--no-psqlrc', '--tuples-only', '--no-align', '--quiet', '--set', 'ON_ERROR_STOP=1', ...statements.flatMap(text => ['--command', text]),
  ], { encoding: 'utf8', stdio: 'pipe' }).trim()
  const asApplication = `set role goalschool_app`
  const countAll = tables.map(name => `select '${name}', count(*) from "${name}"`).join(' union all ')
  const counts = (output: string) => Object.fromEntries(output.split('\n').map(line => line.split('|')).map(([name, count]) => [name, Number(count)]))

  it('sees rows of its tenant when the tenant is set: the questions can be answered', () => {
    const seen = counts(ask(asApplication, `set app.tenant_id = '${arsenal.tenant.id}'`, countAll))
    for (const name of ['users', 'students', 'marks', 'lessons', 'guardianships', 'sessions', 'accounts', 'absence_notices', 'lesson_guests'])
      expect(seen[name], name).toBeGreaterThan(0)
  })

  it.each([
    ['not set', []],
    ['empty', [`set app.tenant_id = ''`]],
    ['the tenant of nobody', [`set app.tenant_id = '00000000-0000-7000-8000-000000000000'`]],
  ] as [string, string[]][])('sees no row of any table when the tenant is %s', (_, settings) => {
    const seen = counts(ask(asApplication, ...settings, countAll))
    expect(Object.keys(seen).sort()).toEqual([...tables].sort())
    expect(Object.entries(seen).filter(([, count]) => count !== 0)).toEqual([])
  })

  it('cannot write into another tenant, nor move a row there', () => {
    const attempt = (statement: string) => () => ask(asApplication, `set app.tenant_id = '${arsenal.tenant.id}'`, statement)
    expect(attempt(`insert into students ("tenantId", name) values ('${riverside.tenant.id}', 'Stranger')`)).toThrow(/row-level security/)
    expect(attempt(`update students set "tenantId" = '${riverside.tenant.id}'`)).toThrow(/row-level security|foreign key/)
  })

  it('cannot reach the tables of the control database', () => {
    expect(() => ask(asApplication, 'select * from control.tenants')).toThrow(/permission denied/)
  })
})

describe('every table of tenants', () => {
  it('was asked', () => expect(tables.length).toBeGreaterThan(20))
})
