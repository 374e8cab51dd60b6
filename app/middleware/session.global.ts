import { firstPage } from '#shared/utils/first-page'
import type { Role } from '#shared/schemas/tenant'

declare module '#app' {
  interface PageMeta {
    /**
     * `public`: the same page for everybody, rendered without a viewer. `anyone`: a viewer or none.
     * `tenantless`: before a school is known. A list of roles: any of them. Left out: whoever is signed in.
     */
    access?: 'public' | 'anyone' | 'tenantless' | Role[]
  }
}

/** The bare domain of an installation without a default tenant has to ask which school is meant. */
const isTenantMissing = (error: unknown) => error instanceof Error && 'data' in error
  && typeof error.data === 'object' && error.data !== null && 'code' in error.data && error.data.code === 'tenant_required'

export default defineNuxtRouteMiddleware(async (to) => {
  const { access } = to.meta
  // An address that does not exist is answered 404 by the router: nobody has to sign in to be told so.
  if (to.matched.length === 0 || access === 'tenantless' || useError().value) return
  try {
    if (access === 'public') {
      await loadTenant()
      return
    }
    const { user } = await loadMe()
    if (access === 'anyone') return
    if (!user) return navigateTo({ path: '/sign-in', query: { next: to.fullPath } }, { redirectCode: 302 })
    if (access && !access.some(role => user.roles.includes(role))) return navigateTo(firstPage(user.roles), { redirectCode: 302 })
  }
  catch (error) {
    if (isTenantMissing(error)) return navigateTo('/find-school', { redirectCode: 302 })
    throw error
  }
})
