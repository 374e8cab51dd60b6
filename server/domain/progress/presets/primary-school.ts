import type { SkillPreset } from '#shared/schemas/skills'
import { inThree, judged, measured } from './in-three'

const LANGUAGE = inThree('Reading and writing', 'Читання й письмо', 'Чтение и письмо')
const MATHS = inThree('Mathematics', 'Математика', 'Математика')
const WORLD = inThree('The world around us', 'Навколишній світ', 'Окружающий мир')

/** What a primary school looks at, beside its marks. */
export const primarySchool: SkillPreset = {
  key: 'primary_school',
  name: inThree('Primary school', 'Початкова школа', 'Начальная школа'),
  skills: [
    measured(LANGUAGE, 'reading_speed', inThree('Reading aloud, words a minute', 'Читання вголос, слів за хвилину', 'Чтение вслух, слов в минуту'), { unit: 'count', better: 'higher' }, [0, 40, 65, 90]),
    judged(LANGUAGE, 'comprehension', 'Understanding of what was read', 'Розуміння прочитаного', 'Понимание прочитанного'),
    judged(LANGUAGE, 'handwriting', 'Handwriting', 'Каліграфія', 'Каллиграфия'),
    judged(LANGUAGE, 'spelling', 'Spelling', 'Правопис', 'Правописание'),
    judged(LANGUAGE, 'retelling', 'Telling a story', 'Переказ і розповідь', 'Пересказ и рассказ'),
    judged(MATHS, 'mental_arithmetic', 'Mental arithmetic', 'Усна лічба', 'Устный счёт'),
    judged(MATHS, 'word_problems', 'Word problems', 'Розв’язування задач', 'Решение задач'),
    judged(MATHS, 'shapes', 'Shapes and measures', 'Фігури й величини', 'Фигуры и величины'),
    judged(WORLD, 'observing', 'Observing and asking', 'Спостереження й запитання', 'Наблюдение и вопросы'),
    judged(WORLD, 'making', 'Making with one’s hands', 'Праця руками', 'Работа руками'),
    judged('physical', 'movement', 'Movement and balance', 'Рух і рівновага', 'Движение и равновесие'),
    measured('physical', 'skipping', inThree('Skipping rope, jumps in a row', 'Скакалка, стрибків поспіль', 'Скакалка, прыжков подряд'), { unit: 'count', better: 'higher' }, [0, 15, 30, 60]),
    judged('mental', 'attention', 'Attention', 'Уважність', 'Внимание'),
    judged('mental', 'independence', 'Working on one’s own', 'Самостійність', 'Самостоятельность'),
    judged('mental', 'perseverance', 'Perseverance', 'Наполегливість', 'Настойчивость'),
    judged('social', 'helping', 'Helping others', 'Допомога іншим', 'Помощь другим'),
    judged('social', 'working_together', 'Working together', 'Робота разом', 'Работа вместе'),
    judged('social', 'rules', 'Keeping to agreements', 'Дотримання домовленостей', 'Соблюдение договорённостей'),
  ],
}
