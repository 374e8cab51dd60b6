import { isWaiting } from '../offline/link'
import { hear } from '../offline/news'

/** Whether this device holds marks that are worth a look: since before, or since another tab or the service worker told of them. */
export function useWaiting(): Ref<boolean> {
  const waiting = ref(false)
  let deaf = () => {}
  onMounted(() => {
    waiting.value = isWaiting()
    deaf = hear(news => void (waiting.value ||= news.kind === 'sheet'))
  })
  onBeforeUnmount(() => deaf())
  return waiting
}
