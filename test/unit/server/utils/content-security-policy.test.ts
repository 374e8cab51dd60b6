import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../../server/utils/content-security-policy'

const CONFIG = 'window.__NUXT__={};window.__NUXT__.config={public:{}}'
const scripts = (policy: string) => policy.split('; ').find(part => part.startsWith('script-src')) ?? ''

it('allows the one inline script of Nuxt by its hash, and no other', () => {
  const hash = createHash('sha256').update(CONFIG).digest('base64')
  const policy = contentSecurityPolicy(`<script>alert(1)</script><script>${CONFIG}</script><script type="application/json">{}</script>`, '')
  expect(scripts(policy)).toBe(`script-src 'self' 'sha256-${hash}'`)
})

it('allows no inline script where there is none of Nuxt', () => {
  expect(scripts(contentSecurityPolicy('<script>alert(1)</script>', ''))).toBe(`script-src 'self'`)
})

it('allows the CDN by its origin alone', () => {
  const policy = contentSecurityPolicy(`<script>${CONFIG}/* of a CDN */</script>`, 'https://cdn.example/goalschool/')
  expect(scripts(policy)).toContain(' https://cdn.example ')
  expect(policy).toContain(`style-src 'self' 'unsafe-inline' https://cdn.example;`)
})

it('takes workers from the school\'s own origin alone', () => {
  expect(contentSecurityPolicy('', 'https://cdn.example/goalschool/')).toContain(`worker-src 'self';`)
})
