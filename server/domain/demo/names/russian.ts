import type { Names } from '../demo-school'

// Written in Latin letters: whoever looks at the first demo school most likely reads English.
const roots = [
  'Ivanov', 'Petrov', 'Smirnov', 'Kuznetsov', 'Popov', 'Volkov', 'Sokolov', 'Lebedev', 'Kozlov', 'Novikov', 'Morozov', 'Pavlov',
  'Semyonov', 'Golubev', 'Vinogradov', 'Bogdanov', 'Vorobyov', 'Fyodorov', 'Mikhailov', 'Belyaev', 'Tarasov', 'Belov', 'Komarov',
  'Orlov', 'Kiselyov', 'Makarov', 'Andreev', 'Kovalyov', 'Ilyin', 'Gusev', 'Titov', 'Kuzmin', 'Kudryavtsev', 'Baranov', 'Kulikov',
  'Alekseev', 'Stepanov', 'Yakovlev', 'Sorokin', 'Sergeev', 'Romanov', 'Zakharov', 'Borisov', 'Korolyov', 'Gerasimov', 'Ponomaryov',
  'Grigoryev', 'Lazarev', 'Medvedev', 'Yershov', 'Nikitin', 'Sobolev', 'Ryabov', 'Polyakov', 'Tsvetkov', 'Danilov', 'Zhukov', 'Frolov',
]

export const russian: Names = {
  families: roots.map(root => [root, `${root}a`] as const),
  men: ['Alexander', 'Sergei', 'Dmitri', 'Andrei', 'Alexei', 'Maxim', 'Evgeny', 'Ivan', 'Mikhail', 'Vladimir', 'Roman', 'Pavel', 'Oleg', 'Igor', 'Denis', 'Konstantin', 'Nikolai', 'Anton'],
  women: ['Elena', 'Olga', 'Natalia', 'Anna', 'Irina', 'Tatiana', 'Maria', 'Svetlana', 'Ekaterina', 'Yulia', 'Marina', 'Anastasia', 'Ksenia', 'Oksana', 'Vera', 'Polina', 'Daria', 'Larisa'],
  boys: ['Artyom', 'Mikhail', 'Maxim', 'Ivan', 'Daniil', 'Kirill', 'Matvei', 'Timofei', 'Mark', 'Lev', 'Egor', 'Ilya', 'Roman', 'Nikita', 'Alexei', 'Arseny', 'Fyodor', 'Gleb', 'Stepan', 'Vladislav', 'Yaroslav', 'Semyon', 'Pavel', 'Timur', 'Bogdan', 'Zakhar', 'Grigory', 'Konstantin'],
  girls: ['Sofia', 'Maria', 'Anna', 'Alisa', 'Viktoria', 'Eva', 'Polina', 'Varvara', 'Alexandra', 'Elizaveta', 'Ksenia', 'Arina', 'Kira', 'Vasilisa', 'Milana', 'Ulyana'],
}
