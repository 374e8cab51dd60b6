import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRegister } from '../../server/domain/attendance/read-register'
import { writeMarks } from '../../server/domain/attendance/write-marks'
import type { TenantContext, Viewer } from '../../server/domain/context'
import { headText } from '../../server/infra/db/head'
import type { Sql } from '../../server/infra/db/sql'
import type { Bench } from './bench'
import { type Running, start } from './processes'
import { buildBareRoutes } from './reference'
import { anyTeacher } from './registers'
import { statementOf, template } from './statements'

/** A server of bare routes that send a tenant's own statements, those of reading a register and of saving one, through a pool of their own. */
export async function startBareSql({ root, env }: Bench, admin: TenantContext<Viewer>): Promise<Running> {
  const ctx = anyTeacher(admin)
  const saves: Sql[] = []
  const lesson = { id: '{lesson}', groupId: '{group}', branchId: '', date: '{date}', startTime: '', endTime: '', status: 'scheduled', version: 1, taken: false } as const
  await writeMarks({ $executeRaw: async statement => saves.push(statement) }, ctx, lesson, { changes: [], complete: true }, 2)
  const file = join(env.DATA_DIR, 'sql.json')
  writeFileSync(file, JSON.stringify({
    url: env.DATABASE_URL,
    read: { head: headText(ctx, 'read'), ...template(await statementOf(() => readRegister(ctx, '{lesson}'))) },
    save: { head: headText(ctx, 'write'), ...saves.map(template)[0] },
  }))
  return start(await buildBareRoutes(root), { BENCH_SQL: file, BENCH_BODIES: file })
}
