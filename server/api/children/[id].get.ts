import { childPage } from '#shared/schemas/home'
import { idParams } from '#shared/schemas/ids'
import { readChild } from '../../domain/attendance/read-child'
import { isFamily } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'child',
  summary: 'One child as home sees it: the card, half a year of marks by day, the newest marks with their notes',
  allow: isFamily,
  params: idParams,
  response: childPage,
  tags: ({ params }) => [tag.skills, tag.lessons, tag.student(params.id)],
  clock: 'minute',
  run: ({ ctx, params }) => readChild(ctx, params.id),
})
