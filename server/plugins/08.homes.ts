import { locateTenant } from '../domain/schools/directory'
import { bindDirectory } from '../infra/db/home'

/** Whom the shards ask us to ask, when a tenant has moved. */
export default defineNitroPlugin(() => bindDirectory(locateTenant))
