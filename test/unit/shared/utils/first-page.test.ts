import { expect, it } from 'vitest'
import { firstPage } from '#shared/utils/first-page'

it.each([
  [['admin'], '/overview'], [['manager'], '/overview'], [['teacher'], '/today'], [['parent'], '/home'], [['student'], '/home'], [['editor'], '/news'],
  [['parent', 'teacher'], '/today'], [['teacher', 'manager'], '/overview'], [['editor', 'parent'], '/home'], [[], '/'],
] as const)('%j start at %s', (roles, path) => expect(firstPage(roles)).toBe(path))
