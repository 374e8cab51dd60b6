import { describe, expect, it } from 'vitest'
import { rows } from '../../helpers/school/rows'

interface Table { name: string }
interface Policy { tablename: string, policyname: string, roles: string[], cmd: string, qual: string | null, with_check: string | null }

// Tables of the shard itself: Prisma's book of migrations.
const NOT_TENANTS = ['_prisma_migrations']
const OF_THIS_TENANT = `("tenantId" = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)`

const tables = await rows<Table>(`select tablename as name from pg_tables where schemaname = 'public' and tablename <> all($1) order by 1`, [NOT_TENANTS])
const policies = await rows<Policy>(`select tablename, policyname, roles::text[], cmd, qual, with_check from pg_policies where schemaname = 'public'`)

describe('the catalogue', () => {
  it('knows the tables', () => expect(tables.length).toBeGreaterThan(20))

  describe.each(tables)('table $name', ({ name }) => {
    it('has a tenantId that cannot be missing', async () => {
      expect(await rows(`select data_type, is_nullable from information_schema.columns
        where table_schema = 'public' and table_name = $1 and column_name = 'tenantId'`, [name]))
        .toEqual([{ data_type: 'uuid', is_nullable: 'NO' }])
    })

    it('forces row-level security, also on its owner', async () => {
      expect(await rows(`select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::regclass`, [`public.${name}`]))
        .toEqual([{ relrowsecurity: true, relforcerowsecurity: true }])
    })

    it('shows the application nothing but the rows of its tenant', () => {
      const own = policies.filter(policy => policy.tablename === name && policy.roles.some(role => role === 'goalschool_app' || role === 'public'))
      expect(own.map(policy => policy.qual)).toEqual([OF_THIS_TENANT])
      for (const { with_check: check } of own) expect([OF_THIS_TENANT, 'false']).toContain(check)
    })

    it('points into other tables of tenants by tenant and id', async () => {
      const keys = await rows<{ conname: string, columns: string[] }>(`
        select conname, array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
        from pg_constraint
        where contype = 'f' and conrelid = $1::regclass`, [`public.${name}`])
      for (const key of keys) expect(key.columns, key.conname).toContain('tenantId')
    })
  })

  it('lets the application do nothing that a role can be trusted with', async () => {
    const [role] = await rows(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin from pg_roles where rolname = 'goalschool_app'`)
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolcanlogin: false })
  })

  it('makes the application the owner of nothing and a member of nobody', async () => {
    expect(await rows(`select relname from pg_class where relowner = 'goalschool_app'::regrole`)).toEqual([])
    expect(await rows(`select roleid::regrole from pg_auth_members where member = 'goalschool_app'::regrole`)).toEqual([])
  })

  it('keeps the control tables from the application', async () => {
    expect(await rows(`select tablename from pg_tables where schemaname = 'control'
      and has_table_privilege('goalschool_app', format('%I.%I', schemaname, tablename), 'select, insert, update, delete')`)).toEqual([])
  })

  it('has one view, which keeps to the tenant behind a barrier: row-level security covers none', async () => {
    const views = await rows<{ relname: string, reloptions: string[], definition: string }>(`
      select relname, reloptions, pg_get_viewdef(oid) as definition from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace`)
    expect(views.map(({ relname, reloptions }) => [relname, reloptions])).toEqual([['progress_summaries', ['security_barrier=true']]])
    for (const { definition } of views) expect(definition).toContain(`"tenantId" = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid`)
  })

  it('keeps materialised views from the application, which sees them through that one', async () => {
    expect(await rows(`select relname from pg_class where relkind = 'm' and relnamespace = 'public'::regnamespace
      and has_table_privilege('goalschool_app', oid, 'select, insert, update, delete')`)).toEqual([])
  })

  it('runs definer functions as roles that own no table and cannot be led astray by a search path', async () => {
    const functions = await rows<{ name: string, owner: string, config: string[] | null, su: boolean }>(`
      select p.proname as name, r.rolname as owner, p.proconfig as config, r.rolsuper or r.rolbypassrls as su
      from pg_proc p join pg_roles r on r.oid = p.proowner
      where p.prosecdef and p.pronamespace = 'public'::regnamespace`)
    expect(functions.length).toBeGreaterThan(0)
    for (const { name, config, su } of functions) {
      expect(su, name).toBe(false)
      expect(config?.some(setting => setting.startsWith('search_path=')), name).toBe(true)
    }
  })
})
