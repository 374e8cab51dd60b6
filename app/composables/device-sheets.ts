import { sendNow, sheetsOf, updateSheet } from '../offline/device'
import { hear } from '../offline/news'
import { discard, hasDue, leaveAll, retry, type Sheet } from '../offline/sheet'
import { isUnsettled, summaryOf } from '../offline/sheet-state'

/** What of this person's marks is on this device alone, or was until a moment ago: lesson by lesson. Empty on the server. */
export function useDeviceSheets() {
  const owner = useUser().value.id
  const sheets = shallowRef<Sheet[]>([])
  const read = async () => void (sheets.value = await sheetsOf(owner))
  let deaf = () => {}
  onMounted(() => {
    void read().then(async () => {
      if (sheets.value.some(hasDue)) await sendNow(owner)
    })
    deaf = hear(news => void (news.kind === 'sheet' && read()))
  })
  onBeforeUnmount(() => deaf())

  return {
    lines: computed(() => sheets.value.filter(sheet => isUnsettled(sheet) || sheet.arrived)
      .map(sheet => ({ ...sheet.lesson, key: sheet.key, ...summaryOf(sheet) }))),
    async again(key: string) {
      await updateSheet(key, sheet => retry(sheet, Date.now()))
      await Promise.all([read(), sendNow(owner)])
    },
    /** Gives up what was refused, and leaves to the other device what it had first. */
    async giveUp(key: string) {
      await updateSheet(key, sheet => leaveAll(discard(sheet)))
      await read()
    },
  }
}
