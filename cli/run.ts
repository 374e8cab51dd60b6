import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty'

/** What the caller did wrong in how the command is written: exit 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

const main = defineCommand({
  meta: { name: 'goalschool', description: 'GoalSchool: attendance, progress and communication' },
  subCommands: {
    demo: () => import('./demo').then(m => m.demoCommand),
    start: () => import('./start').then(m => m.startCommand),
    dev: () => import('./dev').then(m => m.devCommand),
    db: () => import('./db').then(m => m.dbCommand),
    tenant: () => import('./tenant').then(m => m.tenantCommand),
    import: () => import('./import').then(m => m.importCommand),
    export: () => import('./export').then(m => m.exportCommand),
    user: () => import('./user').then(m => m.userCommand),
    shard: () => import('./shard').then(m => m.shardCommand),
    seed: () => import('./seed').then(m => m.seedCommand),
  },
})

const resolve = async <T>(value: T | Promise<T> | (() => T | Promise<T>)): Promise<T> =>
  typeof value === 'function' ? (value as () => T | Promise<T>)() : value

/** The command that the words name, as deep as they go. @throws UsageError for a word that names none */
async function commandOf(words: string[]): Promise<{ command: CommandDef, path: string[], rest: string[] }> {
  let command: CommandDef = main
  const path: string[] = []
  for (let rest = words; ; rest = rest.slice(1)) {
    const subCommands = await resolve(command.subCommands)
    const [word] = rest
    if (!subCommands || word === undefined || word.startsWith('-')) return { command, path, rest }
    const next = subCommands[word]
    if (!next) throw new UsageError(`goalschool ${path.join(' ')}: there is no command "${word}"; there are: ${Object.keys(subCommands).join(', ')}`)
    command = await resolve(next) as CommandDef
    path.push(word)
  }
}

/** Runs one command line. @throws whatever the command throws; `exitCode` says what it means */
export async function run(words: string[]): Promise<void> {
  const { command, path, rest } = await commandOf(words)
  if (rest.includes('--help') || rest.includes('-h') || !command.run) {
    console.log(await renderUsage({ ...command, meta: { ...await resolve(command.meta), name: ['goalschool', ...path].join(' ') } }))
    if (!command.run && rest.length === 0 && path.length > 0) throw new UsageError(`goalschool ${path.join(' ')}: say which`)
    return
  }
  await runCommand(command, { rawArgs: rest })
}

/** 2 for a command line that does not fit, 1 for anything refused. */
export function exitCode(error: unknown): number {
  return error instanceof UsageError || (error instanceof Error && error.name === 'CLIError') ? 2 : 1
}
