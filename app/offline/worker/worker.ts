import { sendSheets, whoIsSignedIn } from '../send-sheets'
import { hasDue } from '../sheet'
import { openStore, type Store } from '../store'
import { forgetPages } from '../forget'
import { asset, dropOldAssets, isAsset, keepAssets, openAssets } from './kept-assets'
import { care, isCare } from './kept-care'
import { keepPages, renewPages } from './kept-pages'
import { navigate } from './navigate'
import type { WorkerScope } from './scope'

// The service worker of the teacher's pages: served as /sw.js (server/routes/sw.js.get.ts), decision 18.
const scope = self as unknown as WorkerScope
let opened: Promise<Store> | undefined

scope.addEventListener('install', event => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('activate', event => event.waitUntil(takeOver()))
scope.addEventListener('sync', event => event.waitUntil(send()))
scope.addEventListener('message', event => event.waitUntil(hear(event.data)))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(navigate(event))
  else if (isAsset(request)) event.respondWith(asset(request))
  else if (isCare(request)) event.respondWith(care(request))
})

async function takeOver(): Promise<void> {
  await scope.registration.navigationPreload?.enable()
  await scope.clients.claim()
  await renewPages()
  await dropOldAssets()
}

/** What a page of ours asks for: app/offline/link.ts. */
async function hear(message: unknown): Promise<void> {
  const { kind, paths = [], assets = [] } = message as { kind: 'keep' | 'send', paths?: string[], assets?: string[] }
  // Before pages are kept as well: a note in the browser that something waits may be lost, the marks are not.
  await send().catch(() => {})
  if (kind === 'send') return
  await keepAssets(await openAssets(), assets)
  await keepPages(paths)
}

/** @throws when something has to be tried again, which the browser then does */
async function send(): Promise<void> {
  const store = await (opened ??= openStore())
  if (!(await store.sheets()).some(hasDue)) return
  const owner = await whoIsSignedIn()
  const sent = owner ? await sendSheets(store, owner) : owner === null ? 'signed_out' : 'again'
  if (sent === 'signed_out') await forgetPages()
  if (sent === 'again') throw new Error('Not everything has arrived yet')
}
