/** How often a page that was kept looks whether there is a network again. */
const AGAIN_MS = 5_000

/**
 * Since when the page is as it stands, where the service worker gave it out because there was no network; null where
 * it is fresh.
 * @param freshen reads anew what the page shows, and says whether that went well
 * @param keep has the page kept, which it can be once it is fresh
 */
export function useKeptPage(freshen: () => Promise<boolean>, keep: () => void): Ref<string | null> {
  const since = ref<string | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined

  function isFresh() {
    clearInterval(timer)
    since.value = null
    delete document.documentElement.dataset.kept
  }
  async function look() {
    if (!since.value || !await freshen().catch(() => false)) return
    isFresh()
    keep()
  }
  onMounted(() => {
    since.value = document.documentElement.dataset.kept ?? null
    if (!since.value) return keep()
    void look()
    timer = setInterval(look, AGAIN_MS)
    window.addEventListener('online', look)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('online', look)
    isFresh()
  })
  return since
}
