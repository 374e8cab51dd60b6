import { z } from 'zod'
import { id } from './ids'
import { pagedList, pagedQuery } from './paging'
import { searchWords } from './students'
import { ROLES } from './tenant'

const named = z.strictObject({ id, name: z.string() })

export const userListQuery = z.strictObject({ search: searchWords, role: z.enum(ROLES).optional(), ...pagedQuery })
export type UserListQuery = z.infer<typeof userListQuery>

/** Adults, and students who sign in, by family name; how to reach them is not part of a list. `similar` as for students. */
export const userList = pagedList(z.strictObject({
  id,
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Whether the person has an address to sign in with. */
  signsIn: z.boolean(),
  /** Groups taught today. */
  groups: z.array(named),
  /** Students answered for today. */
  children: z.array(named),
})).extend({ similar: z.array(named).optional() })
export type UserList = z.infer<typeof userList>
