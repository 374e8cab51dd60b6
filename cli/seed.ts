import { defineCommand } from 'citty'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from '../server/domain/demo/seed-demo'
import { loadSize, seedLoad } from '../server/domain/demo/seed-load'
import { parseInput } from './parse-input'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

const demo = defineCommand({
  meta: { name: 'demo', description: 'make the two demo schools, or bring them up to today' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const { schools } = await seedDemo(new Date())
    print(args.json, { ok: true, schools, accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD }, () => [
      ...schools.map(({ slug, day, state, added }) => `${slug}: ${state} on ${day}${Object.entries(added).map(([kind, count]) => `, ${count} ${kind}`).join('')}`),
      `accounts, password ${DEMO_PASSWORD}: ${DEMO_ACCOUNTS.join(', ')}`,
    ])
  }),
})

const load = defineCommand({
  meta: { name: 'load', description: 'make new tenants of a real size, to measure with' },
  args: {
    tenants: { type: 'string', description: 'how many', required: true },
    students: { type: 'string', description: 'of each tenant', required: true },
    days: { type: 'string', description: 'lesson days of each group, up to yesterday', required: true },
    ...jsonFlag,
  },
  run: ({ args }) => {
    const size = parseInput(loadSize, { tenants: args.tenants, students: args.students, days: args.days })
    return withDatabase(async () => {
      const tenants = await seedLoad(size, new Date(), ({ slug, marks }) => {
        if (!args.json) console.log(`${slug}: ${marks} marks`)
      })
      const marks = tenants.reduce((sum, tenant) => sum + tenant.marks, 0)
      print(args.json, { ok: true, tenants, marks }, () => [`${tenants.length} tenants with ${marks} marks; admin@, teacher@ and parent@<slug>.example, password ${DEMO_PASSWORD}`])
    })
  },
})

export const seedCommand = defineCommand({ meta: { name: 'seed', description: 'data to look at and to measure with' }, subCommands: { demo, load } })
