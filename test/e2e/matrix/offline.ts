import type { Matrix } from './entry'

export const OFFLINE: Matrix = {
  'GET /sw.js': { open: 'the service worker: code, and nobody\'s data', path: '/sw.js', undocumented: true },
}
