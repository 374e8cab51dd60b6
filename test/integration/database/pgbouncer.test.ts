import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ordinaryUser } from '../../../cli/launcher/ordinary-user'
import { systemContext, type TenantContext } from '../../../server/domain/context'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { reconfigure } from '../../../server/infra/config'
import { db } from '../../../server/infra/db/db'
import { listen } from '../../../server/infra/db/listen'
import { migrateAll } from '../../../server/infra/db/migrate-all'
import { databaseAnswers } from '../../../server/infra/db/probe'
import { closeDatabases } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { cloneDatabase, dropDatabase, runSql } from '../../helpers/database'
import { freePort } from '../../helpers/free-port'
import { describeWith } from '../../helpers/programs'

describeWith('PgBouncer', 'behind PgBouncer in transaction mode', (program) => {
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-pgbouncer-'))
  const carriesNames = program !== '' && Number(/(\d+)\.(\d+)/.exec(execFileSync(program, ['--version']).toString())?.[2]) >= 21
  let direct: string, pooled: URL, child: ChildProcess

  beforeAll(async () => {
    direct = await cloneDatabase()
    pooled = new URL(direct)
    const { host, username, password } = pooled
    pooled.port = String(await freePort())
    const users = join(folder, 'userlist.txt')
    writeFileSync(users, `"${username}" "${password}"\n`)
    // The file as it is shipped, but for the addresses and a pool so small that transactions change servers all the time.
    const [name, port] = host.split(':')
    const shipped = readFileSync('deploy/pgbouncer/pgbouncer.ini', 'utf8')
    const file = join(folder, 'pgbouncer.ini')
    writeFileSync(file, shipped.replace('host=postgres port=5432', `host=${name} port=${port}`).replace('0.0.0.0', '127.0.0.1').replace('6432\nauth', `${pooled.port}\nauth`)
      .replace('/etc/pgbouncer/userlist.txt', users).replace('default_pool_size = 20', 'default_pool_size = 4')
      .replace('; max_prepared', carriesNames ? 'max_prepared' : '; max_prepared'))
    const runAs = ordinaryUser(program, folder)
    for (const path of [folder, users, file]) runAs.own(path)
    const [command = program, ...args] = [...runAs.prefix, program, file]
    child = spawn(command, args, { ...runAs.ids, stdio: 'ignore' })
    for (let tries = 0; tries < 100 && !await databaseAnswers(pooled.href); tries++) await wait(50)
  }, 60_000)

  afterAll(async () => {
    await closeDatabases()
    child?.kill('SIGTERM')
    await dropDatabase(direct)
    rmSync(folder, { recursive: true, force: true })
  })

  async function behind(parameters: Record<string, string>): Promise<TenantContext> {
    const url = new URL(pooled)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    await closeDatabases()
    reconfigure({ DATABASE_URL: url.href, SHARDS: '' })
    await migrateAll()
    const slug = `pooled-${Object.keys(parameters).length}`
    return systemContext(await createTenant({ slug, name: slug, timeZone: 'Europe/Kyiv', locale: 'uk' }))
  }

  async function works(ctx: TenantContext) {
    const { id } = ctx.tenant
    await db.write(ctx, tx => tx.branch.create({ data: { tenantId: id, name: 'first' } }))
    const answers = await Promise.all(Array.from({ length: 200 }, async (_, i) => [
      await db.query(ctx, sql`SELECT name, ${i}::int AS i FROM branches`), await db.read(ctx, tx => tx.branch.count()),
      await db.query({ tenant: { id, shard: 'main' } }, sql`SELECT current_setting('app.tenant_id') AS tenant`),
    ]))
    expect(answers).toEqual(answers.map((_, i) => [[{ name: 'first', i }], 1, [{ tenant: id }]]))
    await db.bulk(ctx, async (tx) => {
      await tx.query(sql`CREATE TEMPORARY TABLE staged (name text) ON COMMIT DROP`)
      expect(await tx.copyFrom('COPY staged FROM STDIN', ['one\n', 'two\n'])).toBe(2)
      await tx.query(sql`INSERT INTO branches ("tenantId", name) SELECT ${id}::uuid, name FROM staged`)
    })
    expect(await db.query(ctx, sql`SELECT name FROM branches ORDER BY name`)).toEqual(['first', 'one', 'two'].map(name => ({ name })))
  }

  it('works without names, and hears what others say past the pooler', async () => {
    const ctx = await behind({ pgbouncer: 'true', direct: new URL(direct).host })
    await works(ctx)
    const words: string[] = []
    let listening = false
    const stop = listen('main', 'pooled', word => words.push(word), () => listening = true)
    await expect.poll(() => listening).toBe(true)
    await works(await behind({ pgbouncer: 'true', direct: new URL(direct).host, application_name: 'again' }))
    await runSql(direct, `select pg_notify('pooled', 'word')`)
    await expect.poll(() => words).toEqual(['word'])
    await stop()
  })

  it(carriesNames ? 'works with names where it carries them' : 'would not work with names, which this version does not carry', async () => {
    const work = works(await behind({ direct: new URL(direct).host }))
    if (carriesNames) await work
    else await expect(work).rejects.toThrow(/prepared statement/)
  })
})
