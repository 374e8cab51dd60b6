import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = ['app', 'server', 'shared', 'messages', 'prisma', 'nuxt.config.ts', 'package.json', 'package-lock.json', 'scripts']
const SKIPPED = new Set(['generated', 'node_modules'])

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).filter(name => !SKIPPED.has(name)).map(name => newest(join(path, name))))
}

export const serverFile = (root: string) => join(root, '.output', 'server', 'index.mjs')

/** Builds the product when there is no build, or one older than the sources. */
export async function buildIfNeeded(root: string): Promise<void> {
  const built = statSync(join(root, '.output', 'nitro.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (existsSync(serverFile(root)) && built > Math.max(...SOURCES.map(name => newest(join(root, name))))) return
  console.log('Building GoalSchool …')
  const child = spawn(process.execPath, [join(root, 'node_modules', 'nuxt', 'bin', 'nuxt.mjs'), 'build', '--logLevel=silent'], {
    cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_ENV: 'production' },
  })
  let said = ''
  child.stderr.on('data', chunk => said += chunk)
  const code = await new Promise<number | null>(done => child.once('close', done))
  if (code !== 0) throw new Error(`the build failed:\n${said.trim()}`)
}
