import type { Locale } from '#shared/schemas/tenant'

interface FeedbackWords {
  /** What a family reads. */
  public: readonly string[]
  /** What colleagues read. */
  private: readonly string[]
  /** What stands beside an alert that somebody has taken on. */
  taken: string
}

/** What teachers of the demo schools write, each in the language of the school. */
const WORDS: Partial<Record<Locale, FeedbackWords>> = {
  en: {
    public: [
      'Defended very well today: talked to the others and never lost his place.',
      'The weaker foot is coming on. Ten minutes against a wall every other day are enough at home.',
      'Can lose a match and goes straight back to help the team. Keep it up!',
      'Lost concentration in the second half of the practice match; we will talk about it next week.',
      'The first header of the season went in, and the whole group cheered.',
      'Comes five minutes early now and sets out the cones without being asked.',
    ],
    private: [
      'Tires by the third session in a row; less load on Fridays.',
      'The parents asked to leave him out of goal for now, keep it in mind for the line-up.',
      'Ready for the older group, to be discussed after the holidays.',
      'Takes criticism hard in front of others; talk in private.',
    ],
    taken: 'Spoke to the mother, back after the illness.',
  },
  uk: {
    public: [
      'Цього тижня впевнено читає вголос і допомагає сусідці по парті.',
      'Дуже старанно підготував проєкт про річку, клас слухав із цікавістю.',
      'Варто повторити таблицю множення на 7 і 8, решту знає добре.',
      'Молодець: уперше піднімала руку на кожному уроці.',
      'Гарно працює в групі, уважно слухає інших і не перебиває.',
      'Почерк став рівнішим, домашні прописи дали результат.',
    ],
    private: [
      'Відволікається після великої перерви, пересадили ближче до дошки.',
      'Потребує більше часу на письмові завдання, домовилися про п’ять додаткових хвилин.',
      'Після переїзду тримається осторонь, підключаємо до гуртка шахів.',
      'Готова до складніших задач з математики, дати додаткові картки.',
    ],
    taken: 'Говорив із батьком, повернеться після лікарні.',
  },
}

const NONE: FeedbackWords = { public: [], private: [], taken: '' }

export const feedbackWords = (locale: Locale): FeedbackWords => WORDS[locale] ?? NONE
