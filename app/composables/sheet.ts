import type { ShallowRef } from 'vue'
import type { Register } from '#shared/schemas/register'
import { noteWaiting } from '../offline/link'
import { hear, type News } from '../offline/news'
import { isEmpty, newSheet, sheetKey, type Sheet } from '../offline/sheet'

type Device = typeof import('../offline/device')
let found: Promise<Device> | undefined

/**
 * The store and the sender, fetched when there is something to keep; without network as often as it takes. One promise
 * for all: each `import()` ends when it likes, and the taps that came first would be written down last.
 */
const device = () => found ??= fetchDevice()

async function fetchDevice(): Promise<Device> {
  for (;;) {
    const device = await import('../offline/device').catch(() => null)
    if (device) return device
    await new Promise(resolve => setTimeout(resolve, 2_000))
  }
}

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
    const store = await (await device()).deviceStore()
    durable.value = store.durable
    stored.value = await store.read(key)
  }

  /** Changes it at once for the page, and for good as soon as the device has written it down. */
  async function apply(change: SheetChange) {
    pending.value = [...pending.value, change]
    noteWaiting(true)
    const store = await (await device()).deviceStore()
    durable.value = store.durable
    stored.value = await store.update(key, (found) => {
      const after = change(found ?? blank())
      return isEmpty(after) ? undefined : after
    })
    // A look at what waits, under way while this was written down, may have found nothing.
    noteWaiting(true)
    pending.value = pending.value.filter(other => other !== change)
  }

  let deaf = () => {}
  onMounted(() => {
    deaf = hear((news) => {
      if (news.kind === 'sheet' && news.key === key) onNews(news)
    })
  })
  onBeforeUnmount(() => deaf())

  return {
    sheet, durable, read, apply,
    /** Has it sent after a moment, or at once. */
    send: async (ms = 0) => ms ? (await device()).sendSoon(owner, ms) : void await (await device()).sendNow(owner),
  }
}
