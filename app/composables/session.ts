import type { Me, PublicTenant } from '#shared/schemas/me'

const meState = () => useState<Me | null>('me', () => null)
const tenantState = () => useState<PublicTenant | null>('tenant', () => null)

/** The tenant of this host. Pages can rely on it; only the error page may be without one. */
export function useTenant(): ComputedRef<PublicTenant> {
  const [me, tenant] = [meState(), tenantState()]
  return computed(() => {
    const known = me.value?.tenant ?? tenant.value
    if (!known) throw new Error('No tenant: this page is shown before the session middleware ran')
    return known
  })
}

/** Who is signed in; `user` is null for a stranger. Pages that are not public can rely on it. */
export function useMe(): ComputedRef<Me> {
  const me = meState()
  return computed(() => {
    if (!me.value) throw new Error('Nobody was looked up: public pages have no viewer, ask useViewerCorner')
    return me.value
  })
}

/** The signed-in person of a page that only signed-in people get. */
export function useUser() {
  const me = useMe()
  return computed(() => {
    if (!me.value.user) throw new Error('Nobody is signed in')
    return me.value.user
  })
}

/** Asked once per render; in the browser kept until the page is loaded anew. */
export async function loadMe(): Promise<Me> {
  const state = meState()
  state.value ??= await useRequestFetch()<Me>('/api/me')
  return state.value
}

export async function loadTenant(): Promise<PublicTenant> {
  const state = tenantState()
  state.value ??= await useRequestFetch()<PublicTenant>('/api/public/tenant')
  return state.value
}

/** For what has to work without either, such as the error page. */
export function useKnownTenant() {
  const [me, tenant] = [meState(), tenantState()]
  return computed(() => me.value?.tenant ?? tenant.value)
}
