import { defineCommand } from 'citty'
import { createUser, newUser } from '../server/domain/people/create-user'
import { setPassword } from '../server/domain/people/set-password'
import { requireTenant } from '../server/domain/schools/describe-tenant'
import { systemContext } from '../server/domain/context'
import { parseInput } from './parse-input'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

/** Every value of an option that may be given several times. */
function valuesOf(rawArgs: string[], option: string): string[] {
  return rawArgs.flatMap((word, index) =>
    word === option ? rawArgs[index + 1] ?? [] : word.startsWith(`${option}=`) ? word.slice(option.length + 1) : [])
}

const create = defineCommand({
  meta: { name: 'create', description: 'make a person who can sign in' },
  args: {
    tenant: { type: 'string', required: true },
    email: { type: 'string', required: true },
    name: { type: 'string', required: true },
    role: { type: 'string', description: 'may be given several times', required: true },
    password: { type: 'string', required: true },
    branch: { type: 'string', description: 'of a manager: its name, may be given several times' },
    ...jsonFlag,
  },
  run: ({ args, rawArgs }) => withDatabase(async () => {
    const ctx = systemContext(await requireTenant(args.tenant))
    const user = await createUser(ctx, parseInput(newUser, {
      email: args.email, name: args.name, password: args.password, roles: valuesOf(rawArgs, '--role'), branches: valuesOf(rawArgs, '--branch'),
    }))
    print(args.json, user, () => [`${user.email} may sign in (${user.id})`])
  }),
})

const setPasswordOf = defineCommand({
  meta: { name: 'set-password', description: 'set a password and end every session' },
  args: {
    tenant: { type: 'string', required: true },
    email: { type: 'string', required: true },
    password: { type: 'string', required: true },
    ...jsonFlag,
  },
  run: ({ args }) => withDatabase(async () => {
    const ctx = systemContext(await requireTenant(args.tenant))
    const { id } = await setPassword(ctx, args.email, args.password)
    print(args.json, { ok: true, id }, () => [`${args.email} has a new password; every session ended`])
  }),
})

export const userCommand = defineCommand({ meta: { name: 'user', description: 'people who sign in' }, subCommands: { 'create': create, 'set-password': setPasswordOf } })
