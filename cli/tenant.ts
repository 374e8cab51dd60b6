import { defineCommand } from 'citty'
import { LOCALES } from '#shared/schemas/tenant'
import { createTenant, newTenant } from '../server/domain/schools/create-tenant'
import { describeTenant } from '../server/domain/schools/describe-tenant'
import { listTenants } from '../server/domain/schools/directory'
import { moveTenant, type TellStep } from '../server/domain/schools/move/move-tenant'
import { parseInput } from './parse-input'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

const create = defineCommand({
  meta: { name: 'create', description: 'make a tenant and give it a home on a shard' },
  args: {
    'slug': { type: 'positional', description: 'its subdomain', required: true },
    'name': { type: 'string', required: true },
    'time-zone': { type: 'string', description: 'an IANA zone, such as Europe/Kyiv', required: true },
    'locale': { type: 'string', description: LOCALES.join(', '), required: true },
    'vocabulary': { type: 'string', description: 'school or academy', default: 'school' },
    'region': { type: 'string' },
    'shard': { type: 'string' },
    ...jsonFlag,
  },
  run: ({ args }) => withDatabase(async () => {
    const tenant = await createTenant(parseInput(newTenant, {
      slug: args.slug, name: args.name, timeZone: args['time-zone'], locale: args.locale,
      vocabulary: args.vocabulary, region: args.region, shard: args.shard,
    }))
    print(args.json, tenant, () => [`${tenant.slug} lives on shard ${tenant.shard} (${tenant.id})`])
  }),
})

const list = defineCommand({
  meta: { name: 'list', description: 'all tenants and where they live' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const tenants = await listTenants()
    print(args.json, tenants, () => tenants.map(tenant => [tenant.slug, tenant.shard, tenant.region, tenant.timeZone, tenant.name].join('\t')))
  }),
})

const show = defineCommand({
  meta: { name: 'show', description: 'one tenant: where it lives and how much it holds' },
  args: { slug: { type: 'positional', required: true }, ...jsonFlag },
  run: ({ args }) => withDatabase(async () => {
    const { tenant, counts } = await describeTenant(args.slug)
    print(args.json, { ...tenant, counts }, () => [
      `${tenant.slug}: ${tenant.name}`, `shard ${tenant.shard}, region ${tenant.region}, ${tenant.timeZone}, ${tenant.locale}`,
      ...Object.entries(counts).map(([what, count]) => `${what}\t${count}`),
    ])
  }),
})

const move = defineCommand({
  meta: { name: 'move', description: 'move a tenant to another shard while it is served; to where it is: take away what an abandoned move left' },
  args: {
    slug: { type: 'positional', required: true },
    to: { type: 'string', description: 'the shard', required: true },
    ...jsonFlag,
  },
  run: ({ args }) => withDatabase(async () => {
    const report = await moveTenant(args.slug, args.to, { tell: onStderr() })
    print(args.json, report, () => report.moved
      ? [`${report.slug} moved from ${report.from} to ${report.to} in ${report.seconds} s; writes were held for ${report.heldMs} ms`,
          ...Object.entries(report.tables).map(([table, { rows }]) => `${table}\t${rows}`)]
      : [`${report.slug} lives on ${report.to}; ${report.removed} rows were left elsewhere and are gone`])
  }),
})

/** One line for each step, and for each table that is copied. */
function onStderr(): TellStep {
  let last: unknown
  return (step, { table, ...details } = {}) => {
    if (table && table === last) return
    last = table
    console.error([step, table, ...Object.entries(details).map(([name, value]) => `${name} ${String(value)}`)].filter(Boolean).join(' '))
  }
}

export const tenantCommand = defineCommand({ meta: { name: 'tenant', description: 'schools and academies' }, subCommands: { create, list, show, move } })
