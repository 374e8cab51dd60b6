import { addDays, type LocalDate, yearsBefore } from '#shared/utils/local-date'
import type { ConsentKind } from '#shared/utils/consent-kinds'
import type { DemoSchool } from './demo-school'
import type { Child } from './families'
import { whole } from './random'

type Note = [condition: string, reaction: string, whatToDo: string]

export const NOTES: Record<'en' | 'uk', Note[]> = {
  en: [
    ['Asthma', 'Short of breath after sprints', 'Inhaler in the side pocket of the bag, two puffs; call home if it does not help in ten minutes.'],
    ['Peanut allergy', 'Swollen lips, hives', 'Adrenaline pen in the red pouch, then 112, then the parents.'],
    ['Type 1 diabetes', 'Pale, shaky, cross', 'Juice at once, measure after ten minutes; never alone.'],
    ['Bee stings', 'Strong swelling', 'Antihistamine in the first-aid bag; call home.'],
  ],
  uk: [
    ['Астма', 'Задишка після бігу', 'Інгалятор у боковій кишені, два вдихи; якщо за десять хвилин не краще — телефонувати додому.'],
    ['Алергія на горіхи', 'Набряк губ, кропив’янка', 'Адреналін у червоній сумочці, потім 112, потім батьки.'],
    ['Діабет 1 типу', 'Блідість, тремтіння', 'Одразу сік, за десять хвилин виміряти; не залишати на самоті.'],
    ['Укуси бджіл', 'Сильний набряк', 'Антигістамін в аптечці; телефонувати додому.'],
  ],
}

export const EMERGENCIES: Record<'en' | 'uk', [name: string, relation: string][]> = {
  en: [['Galina Orlova', 'grandmother'], ['Pavel Sidorov', 'neighbour'], ['Irina Belova', 'aunt']],
  uk: [['Галина Ткачук', 'бабуся'], ['Павло Сидоренко', 'сусід'], ['Ірина Білик', 'тітка']],
}

export const CONSENTS: Record<'en' | 'uk', [kind: ConsentKind, text: string][]> = {
  en: [
    ['data', 'We keep your child’s name, date of birth, groups, attendance and progress for as long as your child trains with us, and a year after.'],
    ['photos_inside', 'Photos of your child in training may hang in the clubhouse and be shown at parents’ evenings.'],
    ['photos_public', 'Photos of your child may stand on our website and in social networks, without the name.'],
    ['medical', 'In an emergency our coaches may give first aid and call an ambulance before they reach you.'],
  ],
  uk: [
    ['data', 'Ми зберігаємо ім’я, дату народження, класи, відвідуваність і успіхи дитини, поки вона навчається у нас, і ще рік.'],
    ['photos_inside', 'Фото дитини на уроках можуть висіти у школі та показуватися на батьківських зборах.'],
    ['photos_public', 'Фото дитини можуть бути на нашому сайті та в соціальних мережах, без імені.'],
    ['medical', 'У невідкладному разі вчителі можуть надати першу допомогу й викликати швидку, перш ніж зв’яжуться з вами.'],
  ],
}

/** How old children of a group are: U11 is under eleven, a first form six. */
function ageIn(group: string | undefined): number {
  const [, under, form] = /^U(\d+)|^(\d)-/.exec(group ?? '') ?? []
  return under ? Number(under) - 1 : form ? Number(form) + 5 : 10
}

/** A birthday in the year before, so that nobody is older than their group. It never changes: reckoned from the beginning of 2026. */
export function childBorn(school: DemoSchool, child: Child): LocalDate {
  const age = ageIn(school.groups[child.groups[0] ?? 0]?.name)
  return addDays(yearsBefore('2026-01-01', age), whole(0, 364, school.tenant.slug, 'born', child.number))
}
