import type { SendResult } from './sheet'

/** What tabs and service worker tell each other. */
export type News
  /** A sheet changed; `result` and the children of it, where a save was answered. */
  = | { kind: 'sheet', key: string, result?: SendResult, students?: string[] }
  /** Somebody else is signed in, or nobody: what waits, waits for its owner. */
    | { kind: 'signed_out' }
  /** Everything was removed from the device: somebody signed out. */
    | { kind: 'forgotten' }

let channel: BroadcastChannel | undefined
const open = () => channel ??= new BroadcastChannel('goalschool')

export const tell = (news: News) => open().postMessage(news)

/** Hears what anybody tells, this page included. @returns how to stop */
export function hear(listener: (news: News) => void): () => void {
  const ear = new BroadcastChannel('goalschool')
  ear.addEventListener('message', event => listener(event.data as News))
  return () => ear.close()
}
