// ESLint's configuration wants Object.groupBy, which Node has from 21 on; this project runs on 20.19.
Object.groupBy ??= (items, keyOf) => {
  const groups = Object.create(null)
  let index = 0
  for (const item of items) (groups[keyOf(item, index++)] ??= []).push(item)
  return groups
}
