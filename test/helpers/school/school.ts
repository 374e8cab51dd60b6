import { randomUUID } from 'node:crypto'
import { client } from '../client'
import { heard } from './heard'
import { insert } from './rows'
import { localDay } from './local-day'
import * as lessons from './lessons'
import * as marks from './marks'
import * as people from './people'
import * as skills from './skills'
import * as students from './students'
import { tenantSettings, type TenantSettings } from '../../../shared/schemas/tenant'
import { systemContext, type Tenant } from '../../../server/domain/context'

type Description = Pick<Tenant, 'slug' | 'name' | 'timeZone' | 'locale' | 'vocabulary'> & { settings?: Partial<TenantSettings> }

/** A tenant to be: `create` puts it into the database, everything else fills it. */
export function school(description: Description) {
  const tenant: Tenant = {
    id: randomUUID(), brandColour: '#1d6b4f', about: '', region: 'local', shard: 'main',
    ...description, settings: tenantSettings.parse(description.settings ?? {}),
  }
  return {
    tenant,
    host: `${tenant.slug}.localhost`,
    context: systemContext(tenant),
    /** Nobody, on this tenant's host. */
    anonymous: client({ host: `${tenant.slug}.localhost` }),
    day: (offset = 0) => localDay(tenant.timeZone, offset),
    create: () => create(tenant),
    /** After rows were changed past the server, which keeps what it has read. */
    heard: () => heard(tenant),
    aUser: bound(tenant, people.aUser),
    aBranch: bound(tenant, lessons.aBranch),
    aGroup: bound(tenant, lessons.aGroup),
    anAssignment: bound(tenant, lessons.anAssignment),
    aTerm: bound(tenant, lessons.aTerm),
    aLesson: bound(tenant, lessons.aLesson),
    aStudent: bound(tenant, students.aStudent),
    anEnrolment: bound(tenant, students.anEnrolment),
    aGuardianship: bound(tenant, students.aGuardianship),
    aMark: bound(tenant, marks.aMark),
    aGuest: bound(tenant, marks.aGuest),
    marksOf: bound(tenant, marks.marksOf),
    aSkill: bound(tenant, skills.aSkill),
    aSprint: bound(tenant, skills.aSprint),
    anAssessment: bound(tenant, skills.anAssessment),
    anAchievement: bound(tenant, skills.anAchievement),
    aNotice: (student: { id: string }, options: marks.NoticeOptions = {}) => marks.aNotice(tenant, student, localDay(tenant.timeZone), options),
  }
}

export type School = ReturnType<typeof school>

const bound = <Arguments extends unknown[], Result>(tenant: Tenant, make: (tenant: Tenant, ...rest: Arguments) => Result) =>
  (...rest: Arguments) => make(tenant, ...rest)

async function create(tenant: Tenant) {
  await insert('control.tenants', { ...tenant, settings: JSON.stringify(tenant.settings) })
  await insert('tenant_homes', { tenantId: tenant.id })
}
