import { z } from 'zod'
import { id } from './ids'
import { pagedList, pagedQuery } from './paging'
import { text } from './text'

const named = z.strictObject({ id, name: z.string() })

/** Words of a name, in any order and from its middle. */
export const searchWords = text(100).optional()

export const studentListQuery = z.strictObject({ search: searchWords, groupId: id.optional(), ...pagedQuery })
export type StudentListQuery = z.infer<typeof studentListQuery>

/** Students by family name; in a search `total` stops at 1,000, and `similar` names come with a search that found nobody. */
export const studentList = pagedList(z.strictObject({
  id,
  name: z.string(),
  /** Those of today that the viewer may see. */
  groups: z.array(named),
  sourcedId: z.string().optional(),
})).extend({ similar: z.array(named).optional() })
export type StudentList = z.infer<typeof studentList>

export const student = z.strictObject({
  id,
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  /** A trial child, not yet a full student. */
  trial: z.boolean(),
  /** There is a photo to be fetched. */
  photo: z.boolean(),
  groups: z.array(named.extend({ branch: named })),
  sourcedId: z.string().optional(),
})
export type Student = z.infer<typeof student>

const contact = z.strictObject({
  /** The guardian's user. */
  id,
  name: z.string(),
  relation: z.string(),
  priority: z.int(),
  phone: z.string().nullable(),
  mayCollect: z.boolean(),
})

/** The guardians of a student, the one to call first at the top. */
export const contacts = z.strictObject({ data: z.array(contact) })
export type Contacts = z.infer<typeof contacts>

/** Everybody of one group today, by family name, with whom to call about each, guardians before others, and whether there is a medical note. */
export const groupContacts = z.strictObject({
  group: named.extend({ branch: named }),
  students: z.array(named.extend({
    contacts: z.array(contact),
    emergency: z.array(z.strictObject({ id, name: z.string(), relation: z.string(), phone: z.string() })),
    medical: z.boolean(),
  })),
})
export type GroupContacts = z.infer<typeof groupContacts>
