import type { Me } from '#shared/schemas/me'
import { forgetPages } from '../offline/forget'
import { isWaiting, sendElsewhere, worker } from '../offline/link'
import { hear } from '../offline/news'

/** Who takes registers; nobody else's device keeps anything. */
const STAFF = new Set(['teacher', 'manager', 'admin'])
/** Longer than a page's data take on a poor connection. */
const PATIENCE_MS = 6_000

// The register without network (decision 18): the device is taken over once the page is at rest. And a page that is
// opened from another one, by its data alone, is loaded whole where those cannot be had: whole pages are what is kept.
// No word for a reader in here: the entry must not wait for the file of the shell, which waits for the entry.
export default defineNuxtPlugin((nuxtApp) => {
  const user = useState<Me | null>('me').value?.user
  if (!user?.roles.some(role => STAFF.has(role))) return
  const router = useRouter()
  let leaving = false

  onNuxtReady(async () => {
    hear(news => news.kind === 'forgotten' && !leaving && window.location.reload())
    // Not on signing out: it would open anew what has just been removed.
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && !leaving && sendElsewhere())
    void worker(user.id)
    if (isWaiting()) await (await import('../offline/device')).sendNow(user.id)
  })
  document.addEventListener('submit', async (event) => {
    const form = event.target
    // Not `form.action`: a field of that name stands before it.
    if (!(form instanceof HTMLFormElement) || form.getAttribute('action') !== '/sign-out') return
    event.preventDefault()
    leaving = true
    // Without the script there is nothing but the pages, and what the answer of the server removes.
    leaving = await import('../offline/sign-off').then(({ clearDevice }) => clearDevice(user.id), () => forgetPages().then(() => true))
    if (leaving) form.submit()
  })

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
