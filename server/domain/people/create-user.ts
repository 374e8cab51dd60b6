import { z } from 'zod'
import { ROLES } from '#shared/schemas/tenant'
import { splitName } from '#shared/utils/person-name'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import type { TenantContext } from '../context'
import { DomainError } from '../errors'
import { passwordHash } from '../../infra/auth/password'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

export const password = z.string().min(10, 'a password has at least 10 characters').max(128, 'a password has at most 128 characters')

export const newUser = z.strictObject({
  email: z.email('an address is written as name@school.example').transform(value => value.toLowerCase()),
  name: z.string().trim().min(1).max(200),
  roles: z.array(z.enum(ROLES, `a role is one of ${ROLES.join(', ')}`)).min(1).max(ROLES.length),
  password,
  /** Names of the branches that a manager answers for. */
  branches: z.array(z.string()).default([]),
})

/**
 * Makes a person who can sign in with a password.
 * @throws DomainError `address_taken`, `unknown_branch`
 */
export async function createUser(ctx: TenantContext, input: z.output<typeof newUser>): Promise<{ id: string, email: string, name: string }> {
  const hash = await passwordHash(input.password)
  const { givenName, familyName } = splitName(input.name)
  const tenantId = ctx.tenant.id
  return db.write(ctx, async (tx) => {
    const [user] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO users ("tenantId", name, "givenName", "familyName", email, "emailVerified")
      VALUES (${tenantId}::uuid, ${input.name}, ${givenName}, ${familyName}, ${input.email}, true)
      ON CONFLICT ("tenantId", email) DO NOTHING RETURNING id`)
    if (!user) throw new DomainError('address_taken', { status: 409, detail: `Somebody signs in as ${input.email} already.` })
    await tx.userRole.createMany({ data: [...new Set(input.roles)].map(role => ({ tenantId, userId: user.id, role })) })
    await tx.account.create({ data: { tenantId, userId: user.id, accountId: user.id, providerId: 'credential', password: hash } })
    const branches = await tx.branch.findMany({ where: { name: { in: input.branches } }, select: { id: true, name: true } })
    const missing = input.branches.find(name => !branches.some(branch => branch.name === name))
    if (missing !== undefined) throw new DomainError('unknown_branch', { detail: `There is no branch ${missing}.` })
    await tx.userBranch.createMany({ data: branches.map(branch => ({ tenantId, userId: user.id, branchId: branch.id })) })
    await recordAudit(tx, ctx, { action: 'user.created', subject: 'user', subjectId: user.id, details: { roles: input.roles } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: user.id } })
    return { id: user.id, email: input.email, name: input.name }
  })
}
