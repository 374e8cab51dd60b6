import { randomBytes } from 'node:crypto'
import { client, type Client } from '../client'
import { insert, rows } from './rows'
import { serial, someName } from './names'
import { passwordHash } from '../../../server/infra/auth/password'
import type { Tenant, TenantContext, Viewer } from '../../../server/domain/context'
import type { Role } from '../../../shared/schemas/tenant'
import type { AStudent } from './students'

/** A user who is signed in: speaks to the server, and is the viewer of a context. */
export interface Person extends Client {
  id: string
  name: string
  email: string
  roles: Role[]
  /** A session's token, for `Authorization: Bearer`. */
  token: string
  /** What verbs want as their first argument. */
  context: TenantContext<Viewer>
  /** Gives the user a password, once, and says what to sign in with. */
  withPassword: () => Promise<{ email: string, password: string }>
}

export const PASSWORD = 'a password of the tests'
let hash: Promise<string> | undefined

export interface PersonOptions {
  name?: string
  email?: string
  phone?: string
  locale?: 'en' | 'uk' | 'ru'
  /** The branches of a manager. */
  branches?: { id: string }[]
  /** The record of a student. */
  student?: AStudent
}

/** A user with these roles and an open session, without a password. */
export async function aUser(tenant: Tenant, roles: Role | Role[], options: PersonOptions = {}): Promise<Person> {
  const held = [roles].flat()
  const { branches = [], student, locale, phone } = options
  const words = options.name ? { name: options.name } : someName()
  const user = await insert<{ id: string, name: string, email: string }>('users', {
    ...words, tenantId: tenant.id, phone, locale, emailVerified: true,
    email: options.email ?? `${held[0]}-${serial()}@${tenant.slug}.example`,
  })
  for (const role of held) await insert('user_roles', { tenantId: tenant.id, userId: user.id, role })
  for (const branch of branches) await insert('user_branches', { tenantId: tenant.id, userId: user.id, branchId: branch.id })
  if (student) await rows('update students set "userId" = $1 where "tenantId" = $2 and id = $3', [user.id, tenant.id, student.id])
  const session = await openSession(tenant, user.id)
  const viewer: Viewer = {
    userId: user.id, sessionId: session.id, name: user.name, email: user.email, roles: held,
    branchIds: branches.map(branch => branch.id), studentId: student?.id ?? null, locale: locale ?? null, otherSchools: [],
  }
  return {
    ...client({ 'host': `${tenant.slug}.localhost`, 'authorization': `Bearer ${session.token}`, 'accept-language': locale ?? tenant.locale }),
    id: user.id, name: user.name, email: user.email, roles: held, token: session.token,
    context: { tenant, viewer, locale: locale ?? tenant.locale, requestId: `test-${serial()}` },
    withPassword: async () => {
      hash ??= passwordHash(PASSWORD)
      await rows(`insert into accounts ("tenantId", "userId", "accountId", "providerId", password)
        values ($1, $2, $2::uuid::text, 'credential', $3) on conflict do nothing`, [tenant.id, user.id, await hash])
      return { email: user.email, password: PASSWORD }
    },
  }
}

/** A session of an hour; its token is a secret like the ones that signing in hands out. */
export async function openSession(tenant: Tenant, userId: string) {
  return insert<{ id: string, token: string }>('sessions', {
    tenantId: tenant.id, userId, token: randomBytes(24).toString('base64url'), expiresAt: new Date(Date.now() + 3_600_000),
  })
}
