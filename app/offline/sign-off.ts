import { deviceStore, sendNow, sheetsOf } from './device'
import { forgetAll } from './forget'
import { forgetNotes } from './link'
import { summaryOf } from './sheet-state'
import * as m from '#messages'

/** As long as somebody waits who wants to go. */
const PATIENCE_MS = 4_000

/**
 * Before signing out: tries once more to send, asks where marks would be lost, then removes everything from this device.
 * @returns whether to go on
 */
export async function clearDevice(owner: string): Promise<boolean> {
  await Promise.race([sendNow(owner), new Promise(resolve => setTimeout(resolve, PATIENCE_MS))])
  const count = (await sheetsOf(owner)).map(summaryOf).reduce((sum, { waiting, refused }) => sum + waiting + refused, 0)
  if (count > 0 && !window.confirm(m.offline_sign_out({ count }))) return false
  forgetNotes()
  await forgetAll(await deviceStore())
  return true
}
