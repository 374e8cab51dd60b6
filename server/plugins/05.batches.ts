import { writeBatches } from '../infra/db/batches'

/** At a stop what still waits to be written goes first; 10.drain closes the databases after it. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('close', writeBatches)
})
