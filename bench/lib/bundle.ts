import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Students, a parent of each, an enrolment of each in a class of 25 and a teacher of each class make `rows`, more or less. */
const ROWS_OF_A_STUDENT = 3.12

function* lines(header: string, count: number, line: (n: number) => string) {
  yield `${header}\n`
  for (let n = 1; n <= count; n++) yield `${line(n)}\n`
}

function* users(students: number, classes: number) {
  yield* lines('sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,agentSourcedIds', students, n =>
    `s${n},active,2026-09-01T00:00:00.000Z,true,school,student,s${n},Given${n % 997},Family${n},,p${n}`)
  for (let n = 1; n <= students; n++) yield `p${n},active,2026-09-01T00:00:00.000Z,true,school,parent,p${n},Parent${n % 997},Family${n},p${n}@home.example,\n`
  for (let n = 1; n <= classes; n++) yield `t${n},active,2026-09-01T00:00:00.000Z,true,school,teacher,t${n},Teacher${n},Family${n},t${n}@school.example,\n`
}

function* enrollments(students: number, classes: number) {
  yield* lines('sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate', students, n =>
    `e${n},active,2026-09-01T00:00:00.000Z,c${Math.ceil(n / 25)},school,s${n},student,,2026-09-01,`)
  for (let n = 1; n <= classes; n++) yield `et${n},active,2026-09-01T00:00:00.000Z,c${n},school,t${n},teacher,true,2026-09-01,\n`
}

/** Writes a OneRoster 1.1 bundle of about `rows` rows into a folder. */
export async function writeBundle(folder: string, rows: number): Promise<void> {
  const students = Math.floor(rows / ROWS_OF_A_STUDENT), classes = Math.ceil(students / 25)
  mkdirSync(folder, { recursive: true })
  const files = {
    manifest: ['propertyName,value\n', 'manifest.version,1.0\n', 'oneroster.version,1.1\n', ...['orgs', 'academicSessions', 'classes', 'users', 'enrollments'].map(name => `file.${name},bulk\n`)],
    orgs: lines('sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId', 1, () => 'school,active,2026-09-01T00:00:00.000Z,School,school,,'),
    academicSessions: lines('sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear', 1, () => 'year,active,2026-09-01T00:00:00.000Z,Year,schoolYear,2026-09-01,2027-07-01,,2027'),
    classes: lines('sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds', classes, n =>
      `c${n},active,2026-09-01T00:00:00.000Z,Class ${n},,,,scheduled,,school,year`),
    users: users(students, classes),
    enrollments: enrollments(students, classes),
  }
  for (const [name, text] of Object.entries(files)) await pipeline(Readable.from(text), createWriteStream(join(folder, `${name}.csv`)))
}
