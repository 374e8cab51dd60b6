import { demoId, fraction, pick, sample, whole } from './random'
import type { DemoSchool, Person } from './demo-school'

/** People have no day of their own; all that matters is that it never changes. */
export const PEOPLE_DAY = '2025-01-01'

export interface Child extends Person {
  id: string
  /** From 0; 0 and 1 are the children of the parent who signs in, 2 is the student who does. */
  number: number
  /** Numbers of groups, the first is where the child is at home. */
  groups: number[]
}

export interface Guardian extends Person {
  id: string
  relation: 'mother' | 'father' | 'grandmother'
  email: string | null
  phone: string
}

export interface Family {
  children: Child[]
  /** In the order in which they are called. */
  guardians: Guardian[]
}

/** Every family of a school; a child and its siblings are in one, whatever their groups. */
export function demoFamilies(school: DemoSchool): Family[] {
  const { slug } = school.tenant
  const families: Family[] = []
  const taken = new Set<string>()
  const byGroup = new Map<number, Child[]>()
  let number = 0
  school.groups.forEach((group, groupNumber) => {
    if (group.from) return
    const children = Array.from({ length: group.size }, () => {
      const family = familyOf(slug, number, families)
      const child = newChild(school, family, number++, groupNumber, taken)
      family.children.push(child)
      return child
    })
    byGroup.set(groupNumber, children)
  })
  school.groups.forEach((group, groupNumber) => {
    const [own = [], ...others] = (group.from ?? []).map(from => byGroup.get(from) ?? [])
    // The first three sign in or are looked at by somebody who does: they are in every group that takes theirs.
    const sure = own.filter(child => child.number < 3)
    const rest = [...own, ...others.flat()].filter(child => child.number >= 3)
    for (const child of [...sure, ...sample(rest, group.size - sure.length, slug, 'joins', groupNumber)])
      if (group.from) child.groups.push(groupNumber)
  })
  families.forEach((family, i) => family.guardians.push(...guardiansOf(school, family, i)))
  return families
}

function familyOf(slug: string, number: number, families: Family[]): Family {
  const alone = families.slice(2).filter(family => family.children.length === 1)
  if (number === 1 && families[0]) return families[0]
  if (number > 30 && alone.length > 0 && fraction(slug, 'sibling', number) < 0.13) return pick(alone, slug, 'sibling of', number)
  const family: Family = { children: [], guardians: [] }
  families.push(family)
  return family
}

function newChild(school: DemoSchool, family: Family, number: number, groupNumber: number, taken: Set<string>): Child {
  const { slug } = school.tenant
  const { families, boys, girls } = school.names
  const [sibling] = family.children
  const girlsOnly = school.groups[groupNumber]?.name.includes('Girls') === true
  const girl = girlsOnly || fraction(slug, 'girl', number) < (school.tenant.vocabulary === 'academy' ? 0.2 : 0.5)
  const pair = families.find(names => sibling && (names as readonly string[]).includes(sibling.family))
  for (let attempt = 0; ; attempt++) {
    const [ofMen, ofWomen] = pair ?? pick(families, slug, 'family', number, attempt)
    const [given, familyName] = girl ? [pick(girls, slug, 'given', number, attempt), ofWomen] : [pick(boys, slug, 'given', number, attempt), ofMen]
    const name = `${given} ${familyName}`
    if (taken.has(name)) continue
    taken.add(name)
    return { id: demoId(PEOPLE_DAY, slug, 'student', number), number, given, family: familyName, groups: [groupNumber] }
  }
}

function guardiansOf(school: DemoSchool, family: Family, i: number): Guardian[] {
  const { slug } = school.tenant
  const { families, women, men } = school.names
  const [child] = family.children
  const pair = families.find(names => child && (names as readonly string[]).includes(child.family)) ?? pick(families, slug, i)
  const chance = fraction(slug, 'guardians', i)
  const relations: Guardian['relation'][] = i === 0 || chance < 0.55 ? ['mother', 'father'] : chance < 0.88 ? ['mother'] : chance < 0.95 ? ['father'] : ['mother', 'grandmother']
  return relations.map((relation, place) => ({
    id: demoId(PEOPLE_DAY, slug, 'guardian', i, place),
    relation,
    given: pick(relation === 'father' ? men : women, slug, 'parent', i, place),
    family: relation === 'father' ? pair[0] : pair[1],
    email: emailOf(slug, i, place, relation),
    phone: phoneOf(i * 2 + place),
  }))
}

function emailOf(slug: string, family: number, place: number, relation: Guardian['relation']): string | null {
  if (family === 0 && place === 0) return `parent@${slug}.example`
  // Some people have no address, and their child is in the school all the same.
  if (relation === 'grandmother' || fraction(slug, 'no address', family, place) < 0.06) return null
  return `family${family}${place === 0 ? '' : `-${place + 1}`}@${slug}.example`
}

/** Ofcom keeps 07700 900000 to 900999 for drama: a tap on a number of the demo rings nobody. */
export function phoneOf(number: number): string {
  return `+44 7700 900${String(number % 1000).padStart(3, '0')}`
}

/** How a child is, for all time: mostly there, or one of the few who often are not. */
export function characterOf(slug: string, child: Child): { absent: number, late: number } {
  if (child.number === 0) return { absent: 0.02, late: 0.03 }
  if (child.number === 1) return { absent: 0.05, late: 0.12 }
  if (child.number === 2) return { absent: 0.03, late: 0.04 }
  const chance = fraction(slug, 'character', child.number)
  const late = whole(0, 9, slug, 'late', child.number) === 0 ? 0.16 : 0.01 + fraction(slug, 'later', child.number) * 0.05
  if (chance < 0.025) return { absent: 0.18 + chance * 5, late }
  if (chance < 0.07) return { absent: 0.08 + fraction(slug, 'often', child.number) * 0.06, late }
  return { absent: 0.004 + fraction(slug, 'seldom', child.number) * 0.03, late }
}
