import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from './bench'
import { asOwner } from './owner'

const LOG_IS_WRITTEN_MS = 500
/** What frames a transaction, and what goes on whether anybody asks or not: the relay, the imports, the pulse. */
const NOT_ASKED_FOR = /^(?:BEGIN|COMMIT|SELECT enter_tenant|SELECT pg_is_in_recovery|SELECT set_config|SET |ALTER SYSTEM|SELECT pg_reload_conf)|\b(?:outbox|imports|idempotency_keys)\b/i

/** The statements that reach the database while `work` runs, as its log has them. */
export async function loggedStatements({ env }: Pick<Bench, 'env'>, work: () => Promise<unknown>): Promise<string[]> {
  const logFile = join(env.DATA_DIR, 'postgres.log')
  const say = (what: 'all' | 'none') => asOwner(env.DATABASE_URL, async (client) => {
    await client.query(`ALTER SYSTEM SET log_statement = '${what}'`)
    await client.query('SELECT pg_reload_conf()')
    await wait(LOG_IS_WRITTEN_MS)
  })
  await say('all')
  const from = readFileSync(logFile, 'utf8').length
  try {
    await work()
    await wait(LOG_IS_WRITTEN_MS)
  }
  finally {
    await say('none')
  }
  const logged = readFileSync(logFile, 'utf8').slice(from).split(/^(?=\S.*? LOG: {2})/m)
    .flatMap(entry => /LOG: {2}(?:statement|execute [^:]*): (.*)/s.exec(entry)?.[1]?.trim() ?? [])
  // A server that an earlier run left behind has nobody who writes its log.
  if (logged.length === 0) throw new Error(`nothing was written to ${logFile}`)
  return logged.filter(text => !NOT_ASKED_FOR.test(text))
}
