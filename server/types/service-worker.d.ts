declare module '#service-worker' {
  /** The script of app/offline/worker, bundled; empty while developing. */
  export const script: string
  /** Names of built files that a page fetches late, and without network just as well. */
  export const late: string[]
}
