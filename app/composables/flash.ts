interface Flash {
  code?: string
  errors?: { path: string, code: string }[]
  values?: Record<string, string>
}

/**
 * What the form handler left for this page (server/utils/flash.ts), read once: why it came back, and what stood in it.
 * A form leads to a page from the server, so the browser needs no script for cookies.
 */
export function useFlash(): Ref<Flash> {
  return useState<Flash>(`flash:${useRoute().path}`, () => {
    if (import.meta.client) return {}
    const cookie = useCookie<Flash | null>('goalschool.flash')
    const flash = cookie.value
    if (flash) cookie.value = null
    return flash && typeof flash === 'object' ? flash : {}
  })
}
