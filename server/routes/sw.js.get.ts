import { late, script } from '#service-worker'

/**
 * The service worker of the teacher's pages: always from the school's own origin, whatever CDN the assets come from,
 * and asked for anew each time, so that no device stays behind. The build's id makes it another one with each build.
 */
export default defineEventHandler((event) => {
  const { baseURL, buildAssetsDir, buildId, cdnURL } = useRuntimeConfig(event).app
  const assets = (cdnURL || baseURL).replace(/\/$/, '') + buildAssetsDir
  const text = `const BUILD=${JSON.stringify(buildId)};const LATE=${JSON.stringify(late.map(name => assets + name))};${script}`
  const etag = etagOf(text)
  setResponseHeaders(event, {
    etag,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': KEPT_BY.nobodyUnasked,
    'content-security-policy': `default-src 'none'; connect-src 'self'${URL.canParse(cdnURL) ? ` ${new URL(cdnURL).origin}` : ''}`,
  })
  if (!sameAs(event, etag)) return text
  setResponseStatus(event, 304)
  return null
})
