/** What is written in the records of the demo school. */
export const requestTopics: readonly { topic: string; text: string }[] = [
  { topic: 'marks', text: 'Отметки по предмету' },
  { topic: 'homework', text: 'Объём домашних заданий' },
  { topic: 'schedule', text: 'Расписание и замены' },
  { topic: 'food', text: 'Питание в столовой' },
  { topic: 'health', text: 'Самочувствие ребёнка' },
  { topic: 'documents', text: 'Справка для семьи' },
  { topic: 'conflict', text: 'Отношения с одноклассниками' },
]

export const schoolEvents = [
  'День здоровья',
  'Ярмарка проектов',
  'Осенний субботник',
  'Концерт ко Дню учителя',
  'Олимпиадная неделя',
  'Экскурсия в музей',
  'Спортивный праздник',
  'Новогодний концерт',
  'Неделя науки',
  'Фестиваль песни',
  'Весенний субботник',
  'День открытых дверей',
] as const

export const projects = [
  'Московская электронная школа',
  'Проект «Билет в будущее»',
  'Предпрофессиональные классы',
] as const

export const incidentTexts: Readonly<Record<string, string>> = {
  phone_use: 'Пользовался телефоном на уроке, после замечания убрал',
  uniform_rules: 'Пришёл не в школьной форме',
  no_homework_systematic: 'Третий раз подряд без домашнего задания',
  late_repeat: 'Повторно опоздал на первый урок',
  lesson_disruption: 'Мешал вести урок',
  rude_to_peer: 'Грубо говорил с одноклассником',
  rude_to_staff: 'Грубо ответил учителю',
  left_school: 'Ушёл с последнего урока без разрешения',
  property_damage: 'Испортил школьное имущество',
  fight: 'Подрались на перемене, травм нет',
  smoking_vape: 'Замечен с вейпом',
  bullying_signs: 'Одноклассники преследуют ученика насмешками',
  injury_minor: 'Ушиб на уроке физкультуры, осмотрела медсестра',
  injury_serious: 'Травма на перемене, вызвана скорая помощь',
  mass_violation: 'Класс сорвал урок и ушёл из школы',
  weapon_threat: 'Угрозы другому ученику',
}

export const contactTopics = {
  noAnswer: 'Звонок родителям: не ответили',
  absence: 'Звонок родителям: где ребёнок',
} as const

export const reviewOutcomes = [
  'Открытых случаев без результата нет',
  'Просмотрены открытые случаи, работа продолжается',
] as const

export const waiverNotes: Readonly<Record<string, string>> = {
  sick_leave: 'Классный руководитель был на больничном',
  quarantine: 'Класс был на карантине',
  other: 'Срок перенесён по решению заместителя директора',
}
