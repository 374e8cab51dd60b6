import type { SkillPreset } from '#shared/schemas/skills'
import { inThree, judged, measured } from './in-three'

/** Twenty-seven skills of young footballers; the bands of what is measured suit ten to twelve years. */
export const footballAcademy: SkillPreset = {
  key: 'football_academy',
  name: inThree('Football academy', 'Футбольна академія', 'Футбольная академия'),
  skills: [
    judged('technical', 'ball_control', 'Ball control', 'Контроль м’яча', 'Контроль мяча'),
    judged('technical', 'first_touch', 'First touch', 'Перший дотик', 'Первое касание'),
    judged('technical', 'dribbling', 'Dribbling', 'Дриблінг', 'Дриблинг'),
    judged('technical', 'short_passing', 'Short passing', 'Короткий пас', 'Короткий пас'),
    judged('technical', 'long_passing', 'Long passing', 'Довгий пас', 'Длинный пас'),
    judged('technical', 'shooting', 'Shooting', 'Удар по воротах', 'Удар по воротам'),
    judged('technical', 'heading', 'Heading', 'Гра головою', 'Игра головой'),
    judged('technical', 'tackling', 'Tackling', 'Відбір м’яча', 'Отбор мяча'),
    measured('technical', 'juggling', inThree('Juggling, touches in a row', 'Жонглювання, дотиків поспіль', 'Жонглирование, касаний подряд'), { unit: 'count', better: 'higher' }, [0, 15, 40, 100]),
    measured('physical', 'sprint_30', inThree('30 m sprint', 'Біг на 30 м', 'Бег на 30 м'), { unit: 'seconds', better: 'lower' }, [6.4, 5.7, 5.3, 5]),
    measured('physical', 'long_jump', inThree('Standing long jump', 'Стрибок у довжину з місця', 'Прыжок в длину с места'), { unit: 'centimetres', better: 'higher' }, [100, 145, 165, 185]),
    judged('physical', 'agility', 'Agility', 'Спритність', 'Ловкость'),
    judged('physical', 'endurance', 'Endurance', 'Витривалість', 'Выносливость'),
    judged('physical', 'strength', 'Strength', 'Сила', 'Сила'),
    judged('physical', 'coordination', 'Balance and coordination', 'Рівновага й координація', 'Равновесие и координация'),
    judged('tactical', 'positioning', 'Positioning', 'Вибір позиції', 'Выбор позиции'),
    judged('tactical', 'decisions', 'Decision making', 'Ухвалення рішень', 'Принятие решений'),
    judged('tactical', 'off_the_ball', 'Movement off the ball', 'Рух без м’яча', 'Движение без мяча'),
    judged('tactical', 'defending', 'Defending one on one', 'Захист один на один', 'Защита один на один'),
    judged('tactical', 'reading_the_game', 'Reading the game', 'Читання гри', 'Чтение игры'),
    judged('mental', 'concentration', 'Concentration', 'Зосередженість', 'Концентрация'),
    judged('mental', 'confidence', 'Confidence', 'Упевненість', 'Уверенность'),
    judged('mental', 'determination', 'Determination', 'Наполегливість', 'Настойчивость'),
    judged('mental', 'composure', 'Composure', 'Холоднокровність', 'Хладнокровие'),
    judged('social', 'teamwork', 'Teamwork', 'Командна гра', 'Командная игра'),
    judged('social', 'communication', 'Communication', 'Спілкування', 'Общение'),
    judged('social', 'fair_play', 'Fair play', 'Чесна гра', 'Честная игра'),
  ],
}
