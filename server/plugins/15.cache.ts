import { cacheDriver } from '../infra/cache/nitro-driver'

/** Nitro's cache is ours, whatever the build knew of. */
export default defineNitroPlugin(() => {
  useStorage().mount('cache', cacheDriver)
})
