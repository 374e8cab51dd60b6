// app/offline/worker → one classic script, as browsers take a service worker everywhere.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * What a page of a teacher fetches only once something is marked or waits, or on signing out; and the pages that are kept,
 * whose styles stand in their HTML and are fetched by their scripts all the same.
 */
const LATE = /(?:^|\/)(?:offline\/(?:device|sign-off)\.ts|offline\/DeviceSheets\.vue|pages\/today\.vue|pages\/lessons\/\[id\]\/register\.vue)$/

/**
 * @param {Record<string, { file?: string, imports?: string[], dynamicImports?: string[], css?: string[] }>} manifest of the build, by source
 * @returns {string[]} the files of `LATE`, with all that they import
 */
export function lateFiles(manifest) {
  const found = new Set(Object.keys(manifest).filter(source => LATE.test(source)))
  if (found.size !== 5) throw new Error(`What is fetched late is not what was expected: ${[...found].join(', ')}`)
  // Of the two pages also what they load as they come to life; of anything else only what it cannot be without.
  for (const source of found) {
    const { imports = [], dynamicImports = [] } = manifest[source] ?? {}
    for (const more of source.includes('pages/') ? [...imports, ...dynamicImports] : imports) found.add(more)
  }
  return [...new Set([...found].flatMap(source => [manifest[source]?.file ?? [], manifest[source]?.css ?? []].flat()))]
}

/** @returns {Promise<string>} the script; `BUILD`, the id of the build, and `LATE`, addresses, are set by whoever serves it */
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
