import type { DemoGroup, DemoSchool, Meeting } from '../demo-school'
import { russian } from '../names/russian'

const train = (days: number[], from: string, to: string, place: string): Meeting => ({ days, from, to, kind: 'training', place })
const play = (days: number[], from: string, to: string, place: string): Meeting => ({ days, from, to, kind: 'match', place })

const [SOKOLNIKI, KHIMKI, MEDVEDKOVO] = [0, 1, 2]

const groups: DemoGroup[] = [
  { name: 'U11 Lions', branch: SOKOLNIKI, lead: 0, assistant: 5, size: 24, everyDay: true, watched: true, scored: true, meets: [
    train([1, 2, 3, 4, 5], '16:30', '18:00', 'Pitch 1'), play([6], '11:30', '13:00', 'Main pitch'), train([7], '11:30', '12:45', 'Pitch 1')] },
  { name: 'U13 Wolves', branch: SOKOLNIKI, lead: 0, size: 25, everyDay: true, watched: true, scored: true, meets: [
    train([1, 3, 5], '14:45', '16:15', 'Pitch 2'), play([6], '09:30', '11:15', 'Main pitch')] },
  { name: 'Goalkeepers', branch: SOKOLNIKI, lead: 0, size: 16, from: [0, 1, 2, 3], everyDay: true, meets: [
    train([2, 4], '15:00', '16:15', 'Hall B'), train([7], '10:00', '11:15', 'Hall B')] },
  { name: 'U8 Cubs', branch: SOKOLNIKI, lead: 1, assistant: 5, size: 22, meets: [
    train([2, 4], '15:15', '16:15', 'Hall A'), train([6], '09:30', '10:30', 'Pitch 2')] },
  { name: 'U9 Falcons', branch: KHIMKI, lead: 1, size: 24, scored: true, meets: [train([1, 3, 5], '15:30', '16:45', 'Arena North')] },
  { name: 'U10 Sharks', branch: KHIMKI, lead: 2, assistant: 6, size: 25, watched: true, meets: [
    train([1, 2, 4], '17:00', '18:30', 'Arena North'), play([7], '12:00', '13:30', 'Arena North')] },
  { name: 'U12 Eagles', branch: KHIMKI, lead: 2, size: 26, meets: [train([1, 3, 4], '18:45', '20:15', 'Arena South')] },
  { name: 'U15 Rockets', branch: KHIMKI, lead: 3, size: 24, scored: true, meets: [
    train([2, 4, 5], '19:00', '20:45', 'Arena South'), play([6], '15:00', '17:00', 'Arena North')] },
  { name: 'U9 Foxes', branch: MEDVEDKOVO, lead: 4, assistant: 6, size: 23, meets: [train([2, 4, 6], '16:00', '17:15', 'School hall')] },
  { name: 'U11 Girls', branch: MEDVEDKOVO, lead: 3, size: 22, meets: [train([1, 3], '16:30', '18:00', 'School pitch'), play([7], '14:00', '15:30', 'School pitch')] },
  { name: 'U14 Bears', branch: MEDVEDKOVO, lead: 4, size: 25, watched: true, meets: [train([1, 3, 5], '18:15', '20:00', 'School pitch')] },
]

export const arsenal: DemoSchool = {
  tenant: {
    slug: 'arsenal', name: 'Arsenal Football Academy', vocabulary: 'academy', timeZone: 'Europe/Moscow', locale: 'en', brandColour: '#b4232c',
    about: 'Football for girls and boys from six to fifteen, at three grounds in Moscow. Small groups, coaches with a licence, and a place for everybody who wants to play.',
  },
  branches: ['Sokolniki Park', 'Khimki Arena', 'Medvedkovo'],
  groups,
  staff: {
    admin: { given: 'Natalia', family: 'Orlova' },
    manager: { given: 'Pavel', family: 'Zakharov' },
    teachers: [
      { given: 'Viktor', family: 'Sobolev' }, { given: 'Irina', family: 'Kuzmina' }, { given: 'Ruslan', family: 'Akhmetov' },
      { given: 'Ekaterina', family: 'Belova' }, { given: 'Gennady', family: 'Titov' }, { given: 'Anton', family: 'Lazarev' }, { given: 'Darya', family: 'Frolova' },
    ],
  },
  managed: [SOKOLNIKI, KHIMKI],
  termNames: { autumn: 'Autumn season', spring: 'Spring season', summer: 'Summer season' },
  holidays: [['01-01', '01-08'], ['07-15', '08-10']],
  names: russian,
  words: {
    notes: {
      present: ['Great effort today', 'Captain today', 'Forgot shin pads, borrowed a pair', 'Left ten minutes early, with grandmother', 'Tired after the match', 'Works well with the new ones'],
      late: ['Metro delay', 'Came straight from a maths contest', 'Traffic on the ring road'],
      absent: ['Nobody answered the phone', 'Friends say he was at school today', 'Called home, left a message'],
      excused: ['Mother wrote this morning', 'Back next week', 'Doctor says no sport for three days'],
    },
    notices: {
      ill: ['Fever, staying in bed', 'A cold, better safe than sorry', 'Twisted ankle', 'Stomach bug, back in a few days'],
      travel: ['Visiting grandparents', 'Family holiday', 'School trip to Kazan', 'A wedding in the family'],
      appointment: ['Dentist', 'Music exam', 'Eye doctor', 'Birthday of a sister'],
    },
    cancelled: ['The pitch is under snow', 'The hall is taken for an event', 'Power cut at the ground'],
    moved: 'The pitch is marked anew',
    closed: 'Staff training day',
  },
}
