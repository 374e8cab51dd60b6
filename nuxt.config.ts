import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import icons from 'unplugin-icons/vite'
import { compileMessages } from './scripts/compile-messages.mjs'
import { bundleServiceWorker, lateFiles } from './scripts/service-worker.mjs'
import { CACHE_RULES } from './server/utils/cache-rules'

/**
 * What nearly every page needs. In one file: thirty of one word each are thirty requests, and compress badly.
 * Nothing that the entry itself imports, or the two would wait for each other.
 */
const SHELL = new RegExp([
  '/app/(?:layouts/default|composables/flash|light|utils/(?:lesson-time|navigation))',
  '/app/components/(?:shell/Navigation|ui/(?:AlertBox|EmptyState|PageTitle|StatusBadge))',
  '/generated/messages/(?:registry|messages/(?:shell_(?!page_|paging|sort_|timetable|about|language|sign_)|plan_navigation|(?:skills|exports|settings)_title))',
  '/nuxt/dist/app/(?:components/nuxt-link|composables/(?:asyncData|fetch))',
  '/node_modules/perfect-debounce/',
].join('|'))

let late: string[] = []

/**
 * A word of the register that a late part of it says as well: in the page's own file it would make that one which others
 * import from, and the build forgets which page such a file is.
 */
const SAID_LATE = /\/generated\/messages\/messages\/register_guest\.js/

export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  future: { compatibilityVersion: 4 },
  devtools: { enabled: false },
  telemetry: false,
  css: ['~/assets/main.css'],
  // The manifest would cost every page a request, to learn of redirects that nobody declared.
  experimental: {
    payloadExtraction: false,
    appManifest: false,
    // A page's script is fetched when somebody points at the link to it: all that are in sight would be more than the page itself.
    defaults: { nuxtLink: { prefetchOn: { visibility: false, interaction: true } } },
  },
  // What differs from page to page is in server/plugins/30.page-headers.ts.
  routeRules: {
    ...CACHE_RULES,
    '/**': {
      headers: {
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
      },
    },
    '/api/**': { headers: { 'content-security-policy': `default-src 'none'; frame-ancestors 'none'` } },
    // What comes from elsewhere is nothing to lay out, wherever it is looked at.
    '/api/external/**': { headers: { ...CACHE_RULES['/api/external/**'].headers, 'content-security-policy': `default-src 'none'; sandbox; frame-ancestors 'none'` } },
    '/api/docs': { headers: { ...CACHE_RULES['/api/docs'].headers, 'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'` } },
  },
  nitro: {
    esbuild: { options: { target: 'node20' } },
    // A name for debuggers that hookable gives each call of a hook: dearer than the hook itself (decision 16).
    replace: { 'console.createTask': 'undefined' },
    // Smaller for whoever is reached without a proxy that compresses.
    compressPublicAssets: true,
    // Domain, infra and cli import what they use; only HTTP glue is auto-imported.
    imports: { dirs: ['server/utils'] },
  },
  // Icons are drawn into the page at build: `import IconCheck from '~icons/lucide/check'`.
  vite: {
    resolve: { alias: [{ find: /^ohash$/, replacement: fileURLToPath(new URL('./app/light/ohash.ts', import.meta.url)) }] },
    vue: { features: { optionsAPI: false } },
    $client: { build: {
      minify: 'terser',
      terserOptions: { compress: { passes: 3 } },
      rollupOptions: { output: { onlyExplicitManualChunks: true, manualChunks: id => SHELL.test(id) ? 'shell' : SAID_LATE.test(id) ? 'register-late' : undefined } },
    } },
    plugins: [tailwindcss(), icons({ compiler: 'vue3', scale: 1.25, defaultClass: 'shrink-0', iconCustomizer: (_, __, props) => { props['aria-hidden'] = 'true' } })],
  },
  watch: ['../messages'],
  hooks: {
    // Messages that changed since the last compilation: before a build, and while one works on them.
    'build:before': async () => void await compileMessages(),
    'builder:watch': async (_, path) => void (/messages\/.+\.json$/.test(path) && await compileMessages()),
    // A page asks for what it needs; the register's script is not for a parent's phone.
    'build:manifest': (manifest) => {
      for (const file of Object.values(manifest)) file.prefetch = false
      late = lateFiles(manifest)
    },
    // Ours first: it answers the API's errors and leaves the pages' to Nuxt.
    'nitro:config': (nitro) => {
      nitro.errorHandler = [fileURLToPath(new URL('./server/error.ts', import.meta.url)), nitro.errorHandler ?? []].flat()
    },
    // The list of routes, as Nitro found them, for the API's documentation to read their schemas from.
    'nitro:init': (nitro) => {
      nitro.options.virtual['#api-routes'] = () => `export default [${nitro.scannedHandlers
        .filter(({ route }) => route?.startsWith('/api/') && !route.includes('**'))
        .map(({ route, method, handler }) => `{ path: '${route}', method: '${method ?? 'get'}', load: () => import('${handler}') }`).join(',\n')}]`
      nitro.options.virtual['#service-worker'] = async () => `export const script = ${JSON.stringify(nitro.options.dev ? '' : await bundleServiceWorker())}, late = ${JSON.stringify(late)}`
      // Nuxt takes a route that Nitro keeps for one whose data is to be fetched apart, whatever `payloadExtraction` says.
      const settings = nitro.options.virtual['#internal/nuxt/nitro-config.mjs']
      nitro.options.virtual['#internal/nuxt/nitro-config.mjs'] = async () =>
        String(typeof settings === 'function' ? await settings() : settings).replace('NUXT_RUNTIME_PAYLOAD_EXTRACTION = true', 'NUXT_RUNTIME_PAYLOAD_EXTRACTION = false')
    },
  },
})
