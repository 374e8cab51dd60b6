import { deviceOf, sendElsewhere, sendNow, signOff, worker } from './device'
import { hear } from './news'
import * as m from '#messages'

let leaving = false

/** What a page of a teacher does for the time without network: takes the device over, sends what waits, clears up at the end. */
export async function start(owner: string): Promise<void> {
  document.addEventListener('submit', event => void clearBeforeSignOut(event, owner))
  await deviceOf(owner)
  hear(news => news.kind === 'forgotten' && !leaving && window.location.reload())
  window.addEventListener('online', () => void sendNow(owner))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' ? sendElsewhere() : void sendNow(owner))
  await Promise.all([worker(), sendNow(owner)])
}

async function clearBeforeSignOut(event: SubmitEvent, owner: string): Promise<void> {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== '/sign-out') return
  event.preventDefault()
  leaving = true
  if (await signOff(owner, count => window.confirm(m.offline_sign_out({ count })))) return form.submit()
  leaving = false
}
