import { systemContext } from '../../server/domain/context'
import { importOneRoster } from '../../server/domain/imports/import-oneroster'
import { openBundle } from '../../server/domain/imports/sources/open-path'
import { createTenant } from '../../server/domain/schools/create-tenant'
import { closeDatabases } from '../../server/infra/db/shards'

// A process of its own, so that its memory is the import's: `import-once.ts <folder> <slug of a new tenant>`.
const [folder = '', slug = ''] = process.argv.slice(2)
const tenant = await createTenant({ slug, name: slug, timeZone: 'Europe/Kyiv', locale: 'en' })
const source = await openBundle(folder)
const began = performance.now()
const { ok, added, errors } = await importOneRoster(systemContext(tenant), source, {})
const milliseconds = performance.now() - began
await source.close()
await closeDatabases()
if (!ok) throw new Error(`the bundle was refused: ${JSON.stringify(errors.slice(0, 3))}`)
console.log(JSON.stringify({ tenantId: tenant.id, milliseconds, added, megabytes: process.resourceUsage().maxRSS / 1_024 }))
