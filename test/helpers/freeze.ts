import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { runSql } from './database'

export interface Freezer {
  /** Stops every process of the server where it stands: connections stay open, and nothing answers. */
  freeze: () => void
  thaw: () => void
}

/** For a PostgreSQL of this machine that nobody else uses. */
export async function freezer(url: string): Promise<Freezer> {
  const [file] = await runSql<{ pid: string }>(url, `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`)
  const postmaster = Number(file?.pid)
  if (!(postmaster > 1)) throw new Error('this server does not say who it is')
  const processes = () => [postmaster, ...parents().flatMap(([pid, parent]) => parent === postmaster ? [pid] : [])]
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of processes()) {
      try {
        process.kill(pid, name)
      }
      catch (error) {
        // A backend that ended between being found and being told.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
      }
    }
  }
  return {
    // The postmaster first: it makes no more backends while the others are being found.
    freeze: () => {
      process.kill(postmaster, 'SIGSTOP')
      signal('SIGSTOP')
    },
    thaw: () => signal('SIGCONT'),
  }
}

/** Every process with its parent; Debian's small images have no `ps`. */
function parents(): [pid: number, parent: number][] {
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n').map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number)
      return [pid, parent]
    })
  }
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      // The program's name stands in brackets and may hold anything, brackets too.
      const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? []
      return [[Number(pid), Number(parent)]]
    }
    catch {
      return []
    }
  })
}
