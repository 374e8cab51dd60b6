import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'

/** How a program is started that refuses to run as root. */
export interface RunAs {
  prefix: string[]
  ids: { uid?: number, gid?: number }
  /** Hands a folder over to whoever the program will run as. */
  own(folder: string): void
}

const asIs: RunAs = { prefix: [], ids: {}, own: () => {} }

// In a user namespace of its own the program is nobody in particular to itself and still the owner of root's files,
// so it works in folders that only root can enter (a clone below /root or in a `mktemp -d`), and no user is made.
const NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

const works = (command: string, args: string[], ids: RunAs['ids'] = {}) => spawnSync(command, args, { stdio: 'ignore', ...ids }).status === 0

function postgresUser(): { uid: number, gid: number } {
  const read = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  try {
    return { uid: read('-u'), gid: read('-g') }
  }
  catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' })
    return { uid: read('-u'), gid: read('-g') }
  }
}

/**
 * PostgreSQL refuses root; root starts it in a user namespace, or where those are not allowed as the user `postgres`.
 * @throws Error that says in one line which folder that user cannot reach
 */
export function ordinaryUser(program: string, folder: string): RunAs {
  if (process.getuid?.() !== 0) return asIs
  const [command = '', ...args] = NAMESPACE
  if (works(command, [...args, program, '--version'])) return { prefix: NAMESPACE, ids: {}, own: () => {} }
  const ids = postgresUser()
  for (const [what, path, flag] of [['program', program, '-x'], ['data directory', folder, '-x']] as const) {
    if (!works('test', [flag, path], ids))
      throw new Error(`PostgreSQL cannot run as root, and the user postgres cannot reach its ${what} ${path}: move the folder, set DATA_DIR, or start as an ordinary user`)
  }
  return { prefix: [], ids, own: path => chownSync(path, ids.uid, ids.gid) }
}
