import { ConfigError } from '../server/infra/config'
import { exitCode, run } from './run'

try {
  await run(process.argv.slice(2))
}
catch (error) {
  if (error instanceof ConfigError) for (const fault of error.faults) console.error(fault)
  else console.error(error instanceof Error ? error.message : error)
  process.exitCode = exitCode(error)
}
