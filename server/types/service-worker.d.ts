declare module '#service-worker' {
  /** The script of app/offline/worker, bundled; empty while developing. */
  const script: string
  export default script
}
