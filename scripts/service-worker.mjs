// app/offline/worker → one classic script, as browsers take a service worker everywhere.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** @returns {Promise<string>} the script; `BUILD`, the id of the build, is set by whoever serves it */
export async function bundleServiceWorker() {
  const [bundle] = [await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('..', import.meta.url)),
    build: {
      write: false,
      lib: { entry: 'app/offline/worker/worker.ts', formats: ['iife'], name: 'worker', fileName: 'sw' },
    },
  })].flat()
  const script = bundle.output.find(({ type }) => type === 'chunk')
  if (bundle.output.length !== 1 || !script) throw new Error('The service worker is to be one file')
  return script.code
}
