import { locateTenant } from '../domain/schools/locate-tenant'
import { bindDirectory } from '../infra/db/home'

/** Whom the shards ask us to ask, when a tenant has moved. */
export default defineNitroPlugin(() => bindDirectory(locateTenant))
