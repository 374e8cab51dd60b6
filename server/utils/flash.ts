import type { H3Event } from 'h3'

/** What one page tells the next: why a form came back, and what stood in it. */
export interface Flash {
  code?: string
  errors?: { path: string, code: string }[]
  values?: Record<string, string>
}

const FLASH_COOKIE = 'goalschool.flash'
const SECONDS = 60

/** Leaves word for the page that the answer leads to; it is read once. No secrets: the browser keeps it for a moment. */
export function setFlash(event: H3Event, flash: Flash): void {
  const errors = flash.errors?.slice(0, 20)
  setCookie(event, FLASH_COOKIE, JSON.stringify({ ...flash, errors }), {
    httpOnly: true, sameSite: 'lax', path: '/', maxAge: SECONDS, secure: event.context.origin.startsWith('https:'),
  })
}
