import { plural } from '../plural.ts'

const families = (n: number) => plural('ru', n, { one: '# семья', few: '# семьи', many: '# семей' })

export const family = {
  title: 'Семья и школа',
  families,
  hidden: 'скрыто',
  hiding:
    'Числа от одного до четырёх скрыты: по ним можно узнать семью. Чтобы их нельзя было вычислить, вместе с ними скрыты и некоторые другие.',
  noWaves:
    'Волн изучения ещё не было. Они появятся, когда классные руководители или психолог внесут первые наблюдения.',
  level: { favourable: 'благоприятные', attention: 'требуют внимания', problem: 'нужна помощь' } as Record<
    string,
    string
  >,
  change: { worse: 'хуже', same: 'без перемен', better: 'лучше', unmeasured: 'не с чем сравнить' } as Record<
    string,
    string
  >,
  waves: {
    title: 'Охват и отношения по волнам',
    wave: 'Волна',
    dates: 'Дни',
    covered: 'Охвачено семей',
    withoutConsent: 'Без согласия',
    instruments: 'Методики',
    running: 'идёт',
    finding: (wave: string, k: number, n: number) => `${wave}: семей изучено с согласия родителей – ${k} из ${n}.`,
    none: 'Изученных семей нет.',
  },
  changes: {
    title: 'Что изменилось с прошлой волны',
    class: 'Класс',
    concealed: 'скрыто: мало семей',
    finding: (wave: string, better: string, worse: string, same: string) =>
      `${wave}: лучше – ${better}, хуже – ${worse}, без перемен – ${same}. Сравниваются только измерения одной методикой.`,
    none: 'Сравнивать пока не с чем: нужны две закрытые волны.',
  },
  participation: {
    title: 'Участие родителей за полгода',
    finding: (known: number, all: number) =>
      `Индекс участия (0–100) ${known === 0 ? 'пока не известен ни по одному классу' : `известен по ${known} из ${plural('ru', all, { one: '# класса', few: '# классов', many: '# классов' })}`}: собрания, мероприятия, ответы на звонки и письма.`,
    index: 'Индекс участия',
    meetings: 'Собраний',
    attended: 'Пришли на собрания',
    unknown: 'мало данных',
  },
  requests: {
    title: 'Обращения родителей по темам',
    topic: 'Тема',
    count: 'Всего',
    onTime: 'Отвечено в срок',
    late: 'Позже срока или остались без ответа',
    open: 'Ждут ответа',
    finding: (onTime: string) => `В срок отвечено: ${onTime} обращений, где ответ дан или срок прошёл.`,
    lists: 'Списком, все темы:',
    none: 'Обращений в этом учебном году не было.',
    topics: {
      homework: 'домашние задания',
      marks: 'отметки',
      conflict: 'отношения с одноклассниками',
      health: 'самочувствие',
      schedule: 'расписание и замены',
      food: 'питание',
      documents: 'справки',
      other: 'другое',
    } as Record<string, string>,
  },
  plans: {
    title: 'План работы с семьёй',
    told: (needed: string, without: string) => `Нужен: ${needed}. Плана ещё нет: ${without}.`,
    pupil: 'Ученик',
    plan: 'План',
    waits: 'Рабочих дней без плана',
    none: 'Семей, которым нужен план, нет.',
    hidden: 'Имена видят классный руководитель, заместитель по воспитанию, психолог и социальный педагог.',
    state: { notNeeded: 'не нужен', missing: 'нет', draft: 'черновик', active: 'действует' } as Record<string, string>,
  },
  classes: {
    title: 'По классам',
    families: 'Семей',
    measured: 'Изучено',
    better: 'Лучше',
    worse: 'Хуже',
    noData: 'нет данных',
    open: 'Открыть',
  },
  one: {
    title: (name: string) => `Семьи класса ${name}`,
    back: 'Ко всем классам',
    slope: 'Индекс отношений по волнам',
    slopeFinding: (n: number, better: number, worse: number) =>
      `Сравнить можно ${families(n)}: лучше – ${better}, хуже – ${worse}. Линия – одна семья.`,
    slopeNone: 'Сравнить пока нечего: нужны две волны одной методики.',
    slopeUnstudied: (wave: string) =>
      `Сравнивают с последней волной, а в ней (${wave}) семьи класса не изучены. Прежние волны – в таблице.`,
    pupil: 'Ученик',
    change: 'Изменение',
    participation: 'Участие',
    plan: 'План работы',
    noConsent: 'согласия нет',
    notMeasured: 'не изучено',
    scales: 'Шкалы',
    empty: 'Учеников в классе нет.',
    care: 'Это повод поговорить и помочь, а не оценка семьи.',
  },
}
