import type { Me } from '#shared/schemas/me'

/** Who takes registers; nobody else's pages load anything of this. */
const STAFF = new Set(['teacher', 'manager', 'admin'])
/** Longer than a page's data take on a poor connection. */
const PATIENCE_MS = 6_000

// The register without network (decision 18): the device is taken over once the page is at rest. And a page that is
// opened from another one, by its data alone, is loaded whole where those cannot be had: whole pages are what is kept.
export default defineNuxtPlugin((nuxtApp) => {
  const user = useState<Me | null>('me').value?.user
  if (!user?.roles.some(role => STAFF.has(role))) return
  onNuxtReady(async () => {
    const { start } = await import('../offline/start')
    await start(user.id)
  })

  const router = useRouter()
  let opening: ReturnType<typeof setTimeout> | undefined
  const loadWhole = () => window.location.assign(router.currentRoute.value.fullPath)
  nuxtApp.hook('page:loading:start', () => {
    clearTimeout(opening)
    opening = navigator.serviceWorker?.controller ? setTimeout(loadWhole, PATIENCE_MS) : undefined
  })
  nuxtApp.hook('page:loading:end', () => {
    clearTimeout(opening)
    opening = undefined
  })
  globalThis.$fetch = $fetch.create({
    async onRequestError() {
      if (!opening) return
      loadWhole()
      // Nothing more is shown of this page.
      await new Promise(() => {})
    },
  }) as typeof globalThis.$fetch
})
