import { defineEventHandler, setResponseHeader } from 'h3'
import { bodyOf } from '../bodies'

/** The bare route that the product is measured against: the same object, or the same page, and nothing asked. */
export default defineEventHandler((event) => {
  const body = bodyOf(event.path)
  if (typeof body !== 'string') return body
  setResponseHeader(event, 'content-type', 'text/html;charset=utf-8')
  return body
})
