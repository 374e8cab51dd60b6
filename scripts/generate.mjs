// Everything that is generated from sources: the compiled messages, Nuxt's types, the Prisma client.
// None of these steps needs the network: `prisma generate` wants an engine binary that it never runs.
import { spawnSync } from 'node:child_process'

const steps = [
  [process.execPath, 'scripts/compile-messages.mjs'],
  // Nuxt before Prisma: prisma reads tsconfig.json, which extends a file that Nuxt writes.
  ['npx', '--no-install', 'nuxt', 'prepare'],
  ['npx', '--no-install', 'prisma', 'generate', '--schema', 'prisma/schema.prisma'],
]
for (const [command, ...args] of steps) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && command === 'npx',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}
