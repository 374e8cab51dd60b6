import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()
const DIRECTIONS = 'goalschool/import-directions'

async function faults(filePath: string, code: string) {
  const [result] = await eslint.lintText(`${code}\n`, { filePath })
  return (result?.messages ?? []).map(message => message.ruleId)
}

const refused: [rule: string, file: string, code: string][] = [
  // app → shared
  [DIRECTIONS, 'app/composables/x.ts', `import { db } from '../../server/infra/db/db'`],
  [DIRECTIONS, 'app/composables/x.ts', `import { db } from '~~/server/infra/db/db'`],
  [DIRECTIONS, 'app/components/X.vue', `<script setup lang="ts">\nimport { x } from '~~/cli/main'\n</script>`],
  [DIRECTIONS, 'shared/utils/x.ts', `import { config } from '../../server/infra/config'`],
  [DIRECTIONS, 'shared/utils/x.ts', `import { x } from '../../app/x'`],
  // app takes types from the schemas, and never zod
  [DIRECTIONS, 'app/composables/x.ts', `import { role } from '#shared/schemas/tenant'`],
  [DIRECTIONS, 'app/composables/x.ts', `import { type Role } from '#shared/schemas/tenant'`],
  [DIRECTIONS, 'app/composables/x.ts', `import '#shared/schemas/tenant'`],
  [DIRECTIONS, 'app/composables/x.ts', `export { role } from '../../shared/schemas/tenant'`],
  [DIRECTIONS, 'app/composables/x.ts', `export * from '~~/shared/schemas/tenant'`],
  [DIRECTIONS, 'app/composables/x.ts', `const schemas = await import('#shared/schemas/tenant')`],
  [DIRECTIONS, 'app/components/X.vue', `<script setup lang="ts">\nimport * as schemas from '#shared/schemas/tenant'\n</script>`],
  // api, cli → utils → domain → infra → shared
  [DIRECTIONS, 'server/infra/x.ts', `import { takeRegister } from '../domain/attendance/take-register'`],
  [DIRECTIONS, 'server/infra/x.ts', `const x = await import('../domain/context')`],
  [DIRECTIONS, 'server/infra/x.ts', `export * from '../domain/context'`],
  [DIRECTIONS, 'server/infra/x.ts', `export { notInSight } from '../domain/errors'`],
  [DIRECTIONS, 'server/infra/x.ts', `import type { Tenant } from '../domain/context'`],
  [DIRECTIONS, 'server/domain/x.ts', `import { problem } from '../utils/problem'`],
  [DIRECTIONS, 'server/domain/lessons/x.ts', `import x from '../../api/x.get'`],
  [DIRECTIONS, 'server/utils/x.ts', `import x from '../api/x.get'`],
  [DIRECTIONS, 'server/api/x.get.ts', `import x from '../routes/x'`],
  [DIRECTIONS, 'server/api/x.get.ts', `import { x } from '../../cli/main'`],
  [DIRECTIONS, 'cli/x.ts', `import x from '../server/api/x.get'`],
  [DIRECTIONS, 'cli/x.ts', `import x from '../app/app.vue'`],
  // one room per outside thing
  [DIRECTIONS, 'server/domain/x.ts', `import pg from 'pg'`],
  [DIRECTIONS, 'server/infra/mail/x.ts', `import { PrismaPg } from '@prisma/adapter-pg'`],
  [DIRECTIONS, 'cli/x.ts', `import { from } from 'pg-copy-streams'`],
  [DIRECTIONS, 'server/domain/x.ts', `import Redis from 'ioredis'`],
  [DIRECTIONS, 'server/plugins/x.ts', `import { Connection } from 'rabbitmq-client'`],
  [DIRECTIONS, 'server/infra/cache/x.ts', `import { Connection } from 'rabbitmq-client'`],
  [DIRECTIONS, 'server/domain/x.ts', `import { createTransport } from 'nodemailer'`],
  [DIRECTIONS, 'server/api/x.get.ts', `import { betterAuth } from 'better-auth'`],
  // HTTP and Vue
  [DIRECTIONS, 'server/domain/x.ts', `import { createError } from 'h3'`],
  [DIRECTIONS, 'server/domain/x.ts', `import { useStorage } from '#imports'`],
  [DIRECTIONS, 'server/infra/x.ts', `import { useStorage } from 'nitropack/runtime'`],
  [DIRECTIONS, 'shared/x.ts', `import { ref } from 'vue'`],
  [DIRECTIONS, 'server/utils/x.ts', `import { ref } from 'vue'`],
  // one noun uses another through its verbs
  [DIRECTIONS, 'server/domain/lessons/x.ts', `import { markRows } from '../attendance/take-register'`],
  [DIRECTIONS, 'server/domain/lessons/x.ts', `import * as register from '../attendance/take-register'`],
  // the environment, auto-imports, size, any
  ['no-restricted-properties', 'server/domain/x.ts', `export const x = process.env.PORT`],
  ['no-restricted-properties', 'server/api/x.get.ts', `const { PORT } = process.env`],
  ['no-restricted-imports', 'server/infra/x.ts', `import { env } from 'node:process'`],
  ['no-undef', 'server/domain/x.ts', `export const x = () => useStorage('cache')`],
  ['no-undef', 'cli/x.ts', `export const x = createError('x')`],
  ['max-lines', 'server/domain/x.ts', 'export {}\n'.repeat(251)],
  ['@typescript-eslint/no-explicit-any', 'server/domain/x.ts', `export const x: any = 1`],
]

const allowed: [file: string, code: string][] = [
  ['app/composables/x.ts', `import type { Role } from '#shared/schemas/tenant'`],
  ['app/composables/x.ts', `export type x = import('#shared/schemas/tenant').Role`],
  ['app/composables/x.ts', `import { LOCALES } from '#shared/utils/locales'`],
  ['app/composables/x.ts', `import { ref } from 'vue'`],
  ['app/composables/x.ts', `import { m } from '#messages'`],
  ['server/api/x.get.ts', `import { takeRegister } from '../domain/attendance/take-register'`],
  ['server/api/x.get.ts', `import { createError } from 'h3'`],
  ['server/domain/lessons/x.ts', `import { takeRegister } from '../attendance/take-register'`],
  ['server/domain/lessons/x.ts', `import { studentsInSight } from '../people/sight'`],
  ['server/domain/lessons/x.ts', `import type { MarkRow } from '../attendance/take-register'`],
  ['server/domain/lessons/x.ts', `import { config } from '../../infra/config'`],
  ['server/infra/db/x.ts', `import pg from 'pg'`],
  ['server/infra/config.ts', `export const x = process.env.PORT`],
  ['server/infra/cache/x.ts', `import Redis from 'ioredis'`],
  ['test/unit/x.test.ts', `import pg from 'pg'`],
]

describe('the linter', () => {
  it.each(refused)('%s: refuses in %s: %s', async (rule, file, code) => {
    expect(await faults(file, code)).toContain(rule)
  })

  it.each(allowed)('allows in %s: %s', async (file, code) => {
    const rules = await faults(file, code)
    expect(rules.filter(rule => rule === DIRECTIONS || rule?.startsWith('no-restricted'))).toEqual([])
  })
})
