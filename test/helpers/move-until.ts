import { moveTenant } from '../../server/domain/schools/move/move-tenant'
import { closeDatabases } from '../../server/infra/db/shards'

// A mover of its own process that dies, without a word to anybody, as soon as it has done the n-th time what its argument says.
const [slug = '', to = '', fatal = '', times = '1'] = process.argv.slice(2)
let left = Number(times)

await moveTenant(slug, to, {
  graceMs: 0,
  tell: (step) => {
    if (step === fatal && --left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
await closeDatabases()
