import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { bearer } from 'better-auth/plugins'
import { LRUCache } from 'lru-cache'
import { inBackground } from '../background'
import type { TenantScope } from '../db/head'
import { type Echoes, tenantClient } from '../db/tenant-client'
import { log } from '../log'
import { tellStarvation } from './notice-starvation'
import { COOKIE_ATTRIBUTES, COOKIE_PREFIX, isSecure, SESSION_DAYS } from './session-cookie'
import { tenantSecret } from './session-token'

export interface AuthEvents {
  /** Sends the address a link with which the password can be set anew. */
  resetAsked(to: { id: string, email: string, name: string }, token: string): Promise<void>
  /** Somebody has set a password by such a link. */
  passwordReset(userId: string, requestId: string): Promise<void>
  /** What follows from a row that better-auth writes. */
  echoes: Echoes
}

const DAY = 60 * 60 * 24

/** Whoever has left the school is as unknown here as a stranger: at sign-in, by a session, and for a reset. */
const whoSignsIn = (model: string) => model === 'User' ? { endedAt: null } : null

function newTenantAuth(scope: TenantScope, origin: string, events: AuthEvents) {
  return betterAuth({
    appName: 'GoalSchool',
    baseURL: origin,
    basePath: '/api/auth',
    secret: tenantSecret(scope.tenant.id),
    trustedOrigins: [origin],
    database: prismaAdapter(tenantClient(scope, { echoes: events.echoes, onError: tellStarvation, only: whoSignsIn }), { provider: 'postgresql' }),
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: isSecure(origin),
      database: { generateId: false },
      // A mail that the answer waited for would tell which addresses are known.
      backgroundTasks: { handler: inBackground },
      defaultCookieAttributes: COOKIE_ATTRIBUTES,
    },
    session: { expiresIn: SESSION_DAYS.holds * DAY, updateAge: SESSION_DAYS.prolongedAfter * DAY },
    // People come by invitation, import or the command line, never by signing up.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => events.resetAsked(user, token),
      onPasswordReset: async ({ user }, request) => events.passwordReset(user.id, request?.headers.get('x-request-id') ?? 'none'),
    },
    // Limits are ours, shared by all doors: server/infra/limits
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message, ...details) => log[level]({ error: details.find(detail => detail instanceof Error) }, message) },
    plugins: [bearer()],
  })
}

export type TenantAuth = ReturnType<typeof newTenantAuth>

const instances = new LRUCache<string, TenantAuth>({ max: 500 })

/** better-auth for one tenant as it is reached under one origin; kept, since making one takes milliseconds. */
export function tenantAuth(scope: TenantScope, origin: string, events: AuthEvents): TenantAuth {
  const key = `${scope.tenant.id} ${scope.tenant.shard} ${origin}`
  const known = instances.get(key)
  if (known) return known
  const made = newTenantAuth(scope, origin, events)
  instances.set(key, made)
  return made
}
