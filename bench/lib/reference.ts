import { join } from 'node:path'
import { build as buildNitro, copyPublicAssets, createNitro, prepare } from 'nitropack'
import { buildNuxt, loadNuxt } from 'nuxt/kit'

const OUT = '.data/bench'

let bareRoutes: Promise<string> | undefined

/** A Nitro of bare routes, built once in a run. @returns the file that starts it */
export const buildBareRoutes = (root: string): Promise<string> => bareRoutes ??= makeBareRoutes(root)

async function makeBareRoutes(root: string): Promise<string> {
  const dir = join(root, OUT, 'bare')
  const nitro = await createNitro({
    rootDir: join(root, 'bench/reference'), preset: 'node-server', buildDir: join(root, OUT, '.nitro'), output: { dir }, logLevel: 1,
    compatibilityDate: '2026-11-01', esbuild: { options: { target: 'node20' } },
  })
  await prepare(nitro)
  await copyPublicAssets(nitro)
  await buildNitro(nitro)
  await nitro.close()
  return join(dir, 'server/index.mjs')
}

/** The product's own pages over an API of constants. @returns the file that starts it */
export async function buildReferencePages(root: string): Promise<string> {
  const dir = join(root, OUT, 'pages')
  const nuxt = await loadNuxt({
    cwd: root, ready: true,
    overrides: {
      logLevel: 'silent', buildDir: join(root, OUT, '.nuxt'), serverDir: join(root, 'bench/reference-pages'),
      nitro: { output: { dir }, preset: 'node-server' },
    },
  })
  await buildNuxt(nuxt)
  await nuxt.close()
  return join(dir, 'server/index.mjs')
}
