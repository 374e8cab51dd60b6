import { safePath } from '#shared/utils/safe-path'

// A session that ended while a page was open: reading on leads through the sign-in and back. A write is left to its
// page, which still holds what was not saved.
export default defineNuxtPlugin(() => {
  globalThis.$fetch = $fetch.create({
    onResponse({ response, options }) {
      const reading = !options.method || options.method.toUpperCase() === 'GET'
      if (response.status !== 401 || !reading) return
      const { pathname, search } = window.location
      window.location.assign(`/sign-in?next=${encodeURIComponent(safePath(pathname + search))}`)
    },
  }) as typeof globalThis.$fetch
})
