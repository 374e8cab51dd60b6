import { expect, it } from 'vitest'
import { inOrder } from '../../../server/domain/schools/move/tenant-tables'
import { rows } from '../../helpers/school/rows'

const OWN = `"tenantId" = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid`

it('opens every table of tenants to whoever moves one, and of each the rows of that tenant alone', async () => {
  const tables = await rows<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenantId'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
  expect(tables.length).toBeGreaterThan(20)
  for (const { name } of tables) {
    expect(await rows(`select qual, with_check from pg_policies where schemaname = 'public' and tablename = $1 and 'goalschool_mover' = any (roles)`, [name]), name)
      .toEqual([{ qual: `(${OWN})`, with_check: `(${OWN})` }])
    const [may] = await rows<{ may: boolean }>(`select bool_and(has_table_privilege('goalschool_mover', $1, p)) as may from unnest(array['select', 'insert', 'update', 'delete']) p`, [`public.${name}`])
    expect(may?.may, name).toBe(true)
  }
})

it('lets whoever moves a tenant do nothing that a role can be trusted with', async () => {
  expect(await rows(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin from pg_roles where rolname = 'goalschool_mover'`))
    .toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolcanlogin: false }])
})

it('has an id of its own in every row, by which a change is noted', async () => {
  const keys = await rows<{ name: string, key: string }>(`
    select c.relname as name, string_agg(a.attname, ', ') as key from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
    where k.contype = 'p' and c.relnamespace = 'public'::regnamespace and c.relname not in ('_prisma_migrations', 'tenant_homes') group by 1`)
  expect(keys.filter(({ key }) => key !== 'id')).toEqual([])
  expect(keys.length).toBeGreaterThan(20)
})

it('puts parents before children, and says which tables no order can copy', () => {
  expect(inOrder([{ name: 'c', parents: ['b', 'a'] }, { name: 'b', parents: ['a'] }, { name: 'a', parents: [] }]).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(() => inOrder([{ name: 'a', parents: ['b'] }, { name: 'b', parents: ['a'] }, { name: 'c', parents: [] }])).toThrow('a, b')
})
