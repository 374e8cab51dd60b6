import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ordinaryUser } from '../../cli/launcher/ordinary-user'
import { databaseAnswers } from '../../server/infra/db/probe'
import { freePort } from './free-port'
import { findProgram } from './programs'

/** A PostgreSQL of the machine's own packages, which can be killed and started again on its data. */
export interface Server {
  /** Signs in as the owner of everything, to the database `postgres`. */
  url: string
  start: () => Promise<void>
  kill: () => Promise<void>
  /** Ends it and throws its data away. */
  remove: () => Promise<void>
}

const SETTINGS = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', full_page_writes: 'off', autovacuum: 'off', jit: 'off',
  max_connections: '120', wal_level: 'replica', max_wal_senders: '4', wal_keep_size: '256MB', hot_standby: 'on',
}

/** @param follows the address of a primary; without it the server is one */
export async function startPostgresServer(follows?: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-pg-'))
  const data = join(folder, 'data')
  const program = findProgram('PostgreSQL')
  if (!program) throw new Error('PostgreSQL\'s own tools are not on this machine')
  const tool = (name: string) => join(dirname(program), name)
  const runAs = ordinaryUser(tool('postgres'), folder)
  runAs.own(folder)
  const command = (name: string, args: string[]) => [...runAs.prefix, tool(name), ...args] as [string, ...string[]]
  const finish = (name: string, args: string[]) => {
    const [file, ...rest] = command(name, args)
    execFileSync(file, rest, { ...runAs.ids, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  }
  if (follows) finish('pg_basebackup', ['-D', data, '-d', follows, '-R', '-X', 'stream', '-c', 'fast'])
  else finish('initdb', [`--pgdata=${data}`, '--auth=trust', '--username=goalschool', '--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C'])

  const port = await freePort()
  const url = `postgres://goalschool@127.0.0.1:${port}/postgres`
  let child: ChildProcess | undefined
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(resolve => child?.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  const start = async () => {
    const [file, ...rest] = command('postgres', ['-D', data, '-p', String(port), ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])])
    child = spawn(file, rest, { ...runAs.ids, cwd: folder, stdio: 'ignore' })
    for (let tries = 0; !await databaseAnswers(url); tries++) {
      if (child.exitCode !== null || tries > 300) throw new Error('the server does not start')
      await wait(100)
    }
  }
  await start()
  return {
    url, start,
    kill: () => end('SIGKILL'),
    remove: async () => {
      await end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
