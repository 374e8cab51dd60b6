const GIVEN = ['Anna', 'Borys', 'Олена', 'Дмитро', 'Мария', 'Ivan', 'Софія', 'Tetiana', 'Єва', 'Юрій']
const FAMILY = ['Bondar', 'Шевченко', 'Иванова', 'Kovalenko', 'Гончар', 'Petrenko', 'Ющенко', 'Lysenko']

let count = 0

/** A number that no other call of this test file has got. */
export const serial = () => ++count

/** A name that says nothing and repeats late. */
export function someName() {
  const number = serial()
  const givenName = GIVEN[number % GIVEN.length] ?? 'Anna'
  // Of one length: the forty-fourth is no part of the name of the four hundred and forty-fourth.
  const familyName = `${FAMILY[number % FAMILY.length] ?? 'Bondar'}-${String(number).padStart(4, '0')}`
  return { givenName, familyName, name: `${givenName} ${familyName}` }
}
