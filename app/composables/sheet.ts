import type { ShallowRef } from 'vue'
import type { Register } from '#shared/schemas/register'
import { deviceOf } from '../offline/device'
import { hear, type News } from '../offline/news'
import { isEmpty, newSheet, sheetKey, type Sheet } from '../offline/sheet'

type SheetChange = (sheet: Sheet) => Sheet

/**
 * The sheet of one lesson as the page sees it: what the device keeps, and at once what was done here and is not kept yet.
 * @param shown the register on the page
 * @param onNews what became of it, here, in another tab or in the service worker: has to `read` it
 */
export function useSheet(shown: Readonly<ShallowRef<Register>>, onNews: (news: News & { kind: 'sheet' }) => void) {
  const owner = useUser().value.id
  const key = sheetKey(owner, shown.value.lesson.id)
  const blank = () => newSheet(owner, shown.value.lesson, shown.value.version)
  const stored = shallowRef<Sheet>()
  const pending = shallowRef<SheetChange[]>([])
  const sheet = computed(() => pending.value.reduce((at, change) => change(at), stored.value ?? blank()))
  const durable = ref(true)

  async function read() {
    const { store } = await deviceOf(owner)
    durable.value = store.durable
    stored.value = await store.read(key)
  }

  /** Changes it at once for the page, and for good as soon as the device has written it down. */
  async function apply(change: SheetChange) {
    pending.value = [...pending.value, change]
    const { store } = await deviceOf(owner)
    stored.value = await store.update(key, (found) => {
      const after = change(found ?? blank())
      return isEmpty(after) ? undefined : after
    })
    pending.value = pending.value.filter(other => other !== change)
  }

  let deaf = () => {}
  onMounted(() => {
    deaf = hear((news) => {
      if (news.kind === 'sheet' && news.key === key) onNews(news)
    })
  })
  onBeforeUnmount(() => deaf())

  return { owner, sheet, durable, read, apply }
}
