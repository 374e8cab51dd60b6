/** The part of a service worker's world that ours lives in; TypeScript has the browser's or the worker's, not both. */
export interface WorkerScope {
  registration: ServiceWorkerRegistration
  clients: { claim: () => Promise<void> }
  skipWaiting: () => Promise<void>
  addEventListener(type: 'install' | 'activate' | 'sync', listener: (event: LastingEvent) => void): void
  addEventListener(type: 'message', listener: (event: LastingEvent & { data: unknown }) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
}

export interface LastingEvent extends Event {
  /** Keeps the worker alive until then. */
  waitUntil: (until: Promise<unknown>) => void
}

export interface FetchEvent extends LastingEvent {
  request: Request
  /** The answer to a request that the browser began while the worker was being started; undefined where it did not. */
  preloadResponse?: Promise<Response | undefined>
  respondWith: (answer: Promise<Response>) => void
}
