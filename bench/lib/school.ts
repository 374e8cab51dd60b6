export interface Person { token: string, headers: Record<string, string> }

/** The installation that is measured, and who looks at it. */
export interface School {
  slug: string
  teacher: Person
  parent: Person
  admin: Person
  groupId: string
  skillId: string
  lessonId: string
  studentId: string
}

async function signIn(origin: string, slug: string, name: string): Promise<Person> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-tenant-id': slug },
    body: JSON.stringify({ email: `${name}@${slug}.example`, password: 'goalschool-demo' }),
  })
  const token = answer.headers.get('set-auth-token')
  if (!token) throw new Error(`${name} could not sign in: ${answer.status} ${await answer.text()}`)
  return { token, headers: { 'authorization': `Bearer ${token}`, 'x-tenant-id': slug, 'accept-language': 'en' } }
}

export async function call<T>(origin: string, person: Person, path: string, method = 'GET', body?: unknown): Promise<T> {
  const answer = await fetch(origin + path, {
    method, headers: { ...person.headers, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return await answer.json() as T
}

/** Signs everybody in and plans a lesson of today with its register taken. */
export async function enter(origin: string, slug: string): Promise<School> {
  const [teacher, parent, admin] = await Promise.all(['teacher', 'parent', 'admin'].map(name => signIn(origin, slug, name))) as [Person, Person, Person]
  const { data: [group] } = await call<{ data: { id: string }[] }>(origin, teacher, '/api/groups')
  const { children: [child] } = await call<{ children: { id: string }[] }>(origin, parent, '/api/me')
  const { data: [skill] } = await call<{ data: { id: string }[] }>(origin, teacher, '/api/skills')
  if (!group || !child || !skill) throw new Error('the load has no group, no child or no skill')
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' }).format(new Date())
  const { data } = await call<{ data: { id: string }[] }>(origin, teacher, `/api/lessons?date=${today}`)
  const lesson = data[0] ?? await call<{ id: string }>(origin, teacher, '/api/lessons', 'POST', { groupId: group.id, date: today, startTime: '09:00', endTime: '10:00' })
  const { students } = await call<{ students: { studentId: string }[] }>(origin, teacher, `/api/lessons/${lesson.id}/register`)
  await call(origin, teacher, `/api/lessons/${lesson.id}/register`, 'PUT', { marks: students.map(({ studentId }) => ({ studentId, status: 'present' })) })
  return { slug, teacher, parent, admin, groupId: group.id, skillId: skill.id, lessonId: lesson.id, studentId: child.id }
}
