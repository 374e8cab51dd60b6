import type { DemoGroup, DemoSchool, Meeting } from '../demo-school'
import { ukrainian } from '../names/ukrainian'

const WEEKDAYS = [1, 2, 3, 4, 5]
const lesson = (days: readonly number[], from: string, to: string, place: string): Meeting => ({ days, from, to, kind: 'lesson', place })

const [MAIN, PODIL, OBOLON] = [0, 1, 2]

const groups: DemoGroup[] = [
  { name: '3-А', branch: MAIN, lead: 0, assistant: 8, size: 26, watched: true, scored: true, meets: [
    lesson(WEEKDAYS, '08:30', '09:15', 'Кабінет 12'), lesson([2, 4], '10:25', '11:10', 'Спортзал')] },
  { name: 'Шаховий гурток', branch: MAIN, lead: 0, size: 18, from: [0, 2], everyDay: true, watched: true, meets: [
    lesson(WEEKDAYS, '15:30', '16:15', 'Бібліотека'), lesson([6, 7], '11:00', '12:15', 'Бібліотека')] },
  { name: '3-Б', branch: MAIN, lead: 1, assistant: 8, size: 27, meets: [lesson(WEEKDAYS, '08:30', '09:15', 'Кабінет 14'), lesson([1], '11:25', '12:10', 'Спортзал')] },
  { name: 'Майстерня казки', branch: MAIN, lead: 0, size: 16, from: [0, 2, 4, 5], everyDay: true, meets: [lesson([3, 6, 7], '13:00', '14:00', 'Актова зала')] },
  { name: '1-А', branch: MAIN, lead: 2, size: 25, meets: [lesson(WEEKDAYS, '08:30', '09:05', 'Кабінет 3')] },
  { name: '2-А', branch: MAIN, lead: 3, size: 24, meets: [lesson(WEEKDAYS, '08:30', '09:15', 'Кабінет 7')] },
  { name: '1-Б', branch: PODIL, lead: 4, size: 24, meets: [lesson(WEEKDAYS, '08:30', '09:05', 'Кабінет 1')] },
  { name: '2-Б', branch: PODIL, lead: 5, size: 25, watched: true, meets: [lesson(WEEKDAYS, '08:30', '09:15', 'Кабінет 2')] },
  { name: '4-А', branch: PODIL, lead: 6, assistant: 8, size: 26, scored: true, meets: [lesson(WEEKDAYS, '08:30', '09:15', 'Кабінет 5'), lesson([3], '12:25', '13:10', 'Подвір’я')] },
  { name: '4-Б', branch: OBOLON, lead: 7, size: 25, watched: true, meets: [lesson(WEEKDAYS, '08:30', '09:15', 'Кабінет 4')] },
  { name: 'Хор', branch: OBOLON, lead: 4, size: 20, from: [9, 8, 7], meets: [lesson([2, 5], '14:30', '15:30', 'Музична кімната')] },
]

export const riverside: DemoSchool = {
  tenant: {
    slug: 'riverside', name: 'Riverside Primary School', vocabulary: 'school', timeZone: 'Europe/Kyiv', locale: 'uk', brandColour: '#1f5fa8',
    about: 'Початкова школа над Дніпром: чотири роки, три будинки, гуртки щодня. Маленькі класи й учителі, які знають кожну дитину на ім’я.',
  },
  branches: ['Головний корпус', 'Поділ', 'Оболонь'],
  groups,
  staff: {
    admin: { given: 'Лариса', family: 'Вишневська' },
    manager: { given: 'Ігор', family: 'Савченко' },
    teachers: [
      { given: 'Оксана', family: 'Марченко' }, { given: 'Надія', family: 'Поліщук' }, { given: 'Галина', family: 'Яворська' },
      { given: 'Світлана', family: 'Мороз' }, { given: 'Леся', family: 'Романюк' }, { given: 'Тарас', family: 'Гончаренко' },
      { given: 'Ірина', family: 'Левицька' }, { given: 'Олег', family: 'Ґудзь' }, { given: 'Юлія', family: 'Захарченко' },
    ],
  },
  managed: [MAIN],
  termNames: { autumn: 'Осінній семестр', spring: 'Весняний семестр', summer: 'Літо' },
  holidays: [['10-26', '11-01'], ['12-25', '12-31'], ['01-01', '01-10'], ['03-24', '03-31'], ['06-01', '08-31']],
  names: ukrainian,
  words: {
    notes: {
      present: ['Чудово відповідала', 'Забув зошит', 'Пішла раніше з бабусею', 'Допоміг новенькому', 'Добре попрацювали в парі'],
      late: ['Затримався автобус', 'Проспали', 'Затор на мосту'],
      absent: ['Додому не додзвонилися', 'Залишили повідомлення батькам'],
      excused: ['Мама написала вранці', 'Буде з понеділка', 'Довідка від лікаря'],
    },
    notices: {
      ill: ['Температура, лишаємося вдома', 'Застуда', 'Болить живіт', 'Вітрянка, на карантині'],
      travel: ['Їдемо до бабусі', 'Сімейна поїздка', 'Змагання з плавання', 'Весілля в родині'],
      appointment: ['Стоматолог', 'Щеплення', 'Концерт музичної школи', 'Окуліст'],
    },
    cancelled: ['Аварія водогону', 'Захворіла вчителька', 'Ремонт зали'],
    moved: 'Зустріч із письменником у залі',
    closed: 'Методичний день учителів',
  },
}
