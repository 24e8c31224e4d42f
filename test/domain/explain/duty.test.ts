import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../server/domain/day.ts'
import { type Judged, type Reason, reason, type Status, statuses } from '../../../server/domain/duties/duty.ts'
import type { World } from '../../../server/domain/duties/world.ts'
import { dutySentence, dutyStateText, nothingText, statusWord } from '../../../server/domain/explain/duty.ts'
import { dutyCatalogue } from '../../../server/domain/explain/duty-say.ts'
import { dutyWordsOf } from '../../../server/domain/explain/duty-words.ts'
import type { Channel } from '../../../server/domain/formats/catalogue.ts'
import type { RegulationFile } from '../../../server/domain/formats/regulation.ts'
import { asked, at, calendar, d, did, norm, only, school, stateOf } from '../duties/school.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(`rules/${path}`, 'utf8'))
const points = ['I', 'II', 'III'].flatMap((section) => (read(`regulation/${section}.json`) as RegulationFile).points)
const { channels } = read('catalogue/channels.json') as { channels: Channel[] }

const catalogueOf = (world: World) => dutyCatalogue(points, channels, 'Europe/Moscow', world.interactions)

/** Both sentences of the one duty of a world that `which` picks. */
function say(world: World, asOf: string, which: (duty: Judged) => boolean = () => true, knownAt?: number) {
  const duty = only(stateOf(world, asOf, knownAt).filter(which))
  return (['ru', 'en'] as const).map((lang) => dutySentence(duty, catalogueOf(world), d(asOf), lang))
}

const opens = (day: string) => (duty: Judged) => duty.opensOn === d(day)

describe('a duty of a window', () => {
  const specs = [norm('III.9')]
  const autumn = opens('2026-09-01')
  const waived = { id: 1, point: 'III.9', classId: 1, fromOn: d('2026-11-01'), toOn: d('2026-12-31'), approvedAt: 0 }

  it('has not begun', () =>
    expect(say(school(specs), '2026-09-20', opens('2026-12-01'))).toMatchInlineSnapshot(`
    [
      "Пункт III.9 «Просвещать родителей», окно 1 декабря 2026 – 28 февраля 2027. Начнётся 1 декабря, срок – 1 марта.",
      "Point III.9 “Educate parents”, window 1 December 2026 – 28 February 2027. Begins on 1 December, due by 1 March.",
    ]
  `))
  it('is open', () =>
    expect(say(school(specs), '2026-09-20', autumn)).toMatchInlineSnapshot(`
    [
      "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Засчитано 0 из 1. Чтобы закрыть: вебинар, круглый стол, конференция, клуб, мастерская, родительское собрание или другая форма до 30 ноября.",
      "Point III.9 “Educate parents”, window 1 September – 30 November. Counted 0 of 1. To close it: webinar, round table, conference, club, workshop, parents’ meeting or another form by 30 November.",
    ]
  `))
  it('is in grace', () =>
    expect(say(school(specs), '2026-12-05', autumn)).toMatchInlineSnapshot(`
    [
      "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Засчитано 0 из 1. Срок был 30 ноября, идут льготные дни. Чтобы закрыть: вебинар, круглый стол, конференция, клуб, мастерская, родительское собрание или другая форма до 9 декабря.",
      "Point III.9 “Educate parents”, window 1 September – 30 November. Counted 0 of 1. It was due by 30 November, the grace is running. To close it: webinar, round table, conference, club, workshop, parents’ meeting or another form by 9 December.",
    ]
  `))
  it('is missed, with what was not counted', () => {
    const interactions = [
      did('2026-10-14', 'parentEducation', { authorId: 8 }),
      did('2026-08-28', 'parentEducation', { form: 'webinar' }),
      did('2026-12-12', 'parentEducation', { form: 'sferum', dutyKey: 'III.9@1|class:1|2026/27:winter' }),
    ]
    expect(say(school(specs, { interactions }), '2026-12-20', autumn)).toMatchInlineSnapshot(`
      [
        "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Засчитано 0 из 1. Не засчитано: личная встреча 14 октября (записал не классный руководитель); Сферум 12 декабря (уже следующее окно); вебинар 28 августа (раньше начала). Срок был 30 ноября, с опозданием принималось до 9 декабря: закрыть уже нельзя. Нужно было: вебинар, круглый стол, конференция, клуб, мастерская, родительское собрание или другая форма.",
        "Point III.9 “Educate parents”, window 1 September – 30 November. Counted 0 of 1. Not counted: meeting in person, 14 October (not recorded by the class teacher); Sferum, 12 December (the next window already); webinar, 28 August (before the beginning). It was due by 30 November and could be made up late until 9 December: it can no longer be closed. What was needed: webinar, round table, conference, club, workshop, parents’ meeting or another form.",
      ]
    `)
  })
  it('is missed, with nothing near', () =>
    expect(say(school(specs), '2027-03-02', autumn)).toMatchInlineSnapshot(`
      [
        "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Засчитано 0 из 1. Срок был 30 ноября, с опозданием принималось до 9 декабря: закрыть уже нельзя. Нужно было: вебинар, круглый стол, конференция, клуб, мастерская, родительское собрание или другая форма.",
        "Point III.9 “Educate parents”, window 1 September – 30 November. Counted 0 of 1. It was due by 30 November and could be made up late until 9 December: it can no longer be closed. What was needed: webinar, round table, conference, club, workshop, parents’ meeting or another form.",
      ]
    `))
  it('is met, by a form that the point does not name', () => {
    const interactions = [did('2026-10-14', 'parentEducation', { form: 'phone' })]
    expect(say(school(specs, { interactions }), '2026-12-20', autumn)).toMatchInlineSnapshot(`
      [
        "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Выполнено 14 октября: телефон. Форма «Телефон» в пункте не названа: засчитано с пометкой.",
        "Point III.9 “Educate parents”, window 1 September – 30 November. Met on 14 October: telephone. The point does not name the form “Telephone”: counted, with a note.",
      ]
    `)
  })
  it('is met within the grace', () => {
    const interactions = [did('2026-12-03', 'parentEducation', { form: 'webinar' })]
    expect(say(school(specs, { interactions }), '2026-12-20', autumn)).toMatchInlineSnapshot(`
      [
        "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Выполнено 3 декабря: вебинар. Засчитано в льготные дни: срок был 30 ноября.",
        "Point III.9 “Educate parents”, window 1 September – 30 November. Met on 3 December: webinar. Counted within the grace: it was due by 30 November.",
      ]
    `)
  })
  it('is met late', () => {
    const interactions = [did('2026-10-02', 'educationPlan', { form: 'planDocument' })]
    expect(say(school([norm('II.6/milestone')], { interactions }), '2026-12-20')).toMatchInlineSnapshot(`
      [
        "Пункт II.6 «Представить план воспитательной работы», план к началу года, окно 20 августа – 15 сентября. Выполнено 2 октября: план, программа, анализ. С опозданием: срок был 15 сентября, с льготными днями – 20 сентября.",
        "Point II.6 “Present the education-work plan”, the plan in time for the year, window 20 August – 15 September. Met on 2 October: plan, programme, analysis. Late: it was due by 15 September, with grace by 20 September.",
      ]
    `)
  })
  it('is overdue', () =>
    expect(say(school([norm('III.6')]), '2026-10-20')).toMatchInlineSnapshot(`
    [
      "Пункт III.6 «Договориться с родителями о сотрудничестве», окно 1 сентября – 30 сентября. Засчитано 0 из 1. Срок был 30 сентября. Чтобы закрыть с опозданием: запись «Формы сотрудничества с родителями» до 31 декабря.",
      "Point III.6 “Plan cooperation with the parents”, window 1 September – 30 September. Counted 0 of 1. It was due by 30 September. To close it late: the record “Forms of cooperation with the parents” by 31 December.",
    ]
  `))
  it('is waived, by a reason of the product or of the school', () => {
    const by = (reasonCode: string) => school(specs, { waivers: [{ ...waived, reasonCode }] })
    expect([
      say(by('quarantine'), '2026-12-20', autumn),
      say(by('Ремонт'), '2026-12-20', autumn),
    ]).toMatchInlineSnapshot(`
      [
        [
          "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Освобождено: карантин.",
          "Point III.9 “Educate parents”, window 1 September – 30 November. Waived: quarantine.",
        ],
        [
          "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Освобождено: «Ремонт».",
          "Point III.9 “Educate parents”, window 1 September – 30 November. Waived: “Ремонт”.",
        ],
      ]
    `)
  })
  it('was due before records were kept, or beyond the calendar', () => {
    const tracked = { ...school(specs), trackingFrom: d('2027-01-15') }
    expect(say(tracked, '2027-02-01', autumn)).toMatchInlineSnapshot(`
      [
        "Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября. Не оценено: срок был раньше, чем школа начала вести учёт (15 января).",
        "Point III.9 “Educate parents”, window 1 September – 30 November. Not judged: it was due before the school began to keep records (15 January).",
      ]
    `)
  })
  it('names the windows that took the records', () => {
    const interactions = [
      did('2026-09-20', 'listReview'),
      did('2026-11-05', 'listReview'),
      did('2026-11-06', 'listReview'),
    ]
    expect(say(school([norm('II.2')], { interactions }), '2026-11-20', opens('2026-10-01'))).toMatchInlineSnapshot(`
      [
        "Пункт II.2 «Замечать трудности и нарушения», список класса просмотрен, окно 1 октября – 31 октября. Засчитано 0 из 1. Не засчитано: личная встреча 5 ноября (уже следующее окно); личная встреча 6 ноября (позже последнего дня); личная встреча 20 сентября (засчитано предыдущему окну). Срок был 2 ноября. Нужно было: одна из записей «Список класса просмотрен» или «Обзор: кому работа не помогла (или „таких нет“)».",
        "Point II.2 “Notice difficulties and violations”, class list reviewed, window 1 October – 31 October. Counted 0 of 1. Not counted: meeting in person, 5 November (the next window already); meeting in person, 6 November (after the last day); meeting in person, 20 September (counted for the window before). It was due by 2 November. What was needed: one of the records “Class list reviewed” or “Review: whom the work did not help (or ‘nobody’)”.",
      ]
    `)
  })
  it('does not apply in a window too short', () => {
    const late = { ...school([norm('I.6')]), classes: [{ id: 1, openedOn: d('2026-10-15'), calendar }] }
    expect(say(late, '2026-11-20', opens('2026-10-15'))).toMatchInlineSnapshot(`
      [
        "Пункт I.6 «Беречь здоровье класса», окно 15 октября – 23 октября. Не применимо: в окне 7 учебных дней, нужно не меньше 15.",
        "Point I.6 “Look after the health of the class”, window 15 October – 23 October. Not applicable: the window holds 7 school days, at least 15 needed.",
      ]
    `)
  })
  it('does not apply where there was no occasion', () => {
    expect(say(school([norm('II.7')]), '2026-11-20', opens('2026-09-01'))).toMatchInlineSnapshot(`
      [
        "Пункт II.7 «Участвовать в рабочих группах и объединениях», окно 1 сентября – 23 октября. Не применимо: повода в этом окне не было.",
        "Point II.7 “Take part in working groups”, window 1 September – 23 October. Not applicable: there was no occasion in this window.",
      ]
    `)
  })
})

describe('parts and shares', () => {
  const sen = [{ studentId: 101, population: 'sen', fromOn: d('2026-09-01') }]
  it('says which parts are missing and until when', () => {
    const interactions = [did('2026-09-10', 'individualProgramme', { studentIds: [101], form: 'planDocument' })]
    expect(
      say(school([norm('I.4/milestone')], { memberships: sen, interactions }), '2026-09-20'),
    ).toMatchInlineSnapshot(`
      [
        "Пункт I.4 «Сопровождать детей с ОВЗ», программа и план к началу работы, окно 1 сентября – 30 сентября. Засчитано 1 из 2. Чтобы закрыть: «План работы с родителями» – до 30 сентября.",
        "Point I.4 “Support pupils with special needs”, programme and plan in time, window 1 September – 30 September. Counted 1 of 2. To close it: “Plan of work with the parents” by 30 September.",
      ]
    `)
  })
  it('does not apply to a pupil who left', () => {
    const enrolments = [{ studentId: 101, classId: 1, fromOn: d('2026-08-15'), toOn: d('2026-09-12') }]
    expect(say(school([norm('I.4/milestone')], { memberships: sen, enrolments }), '2026-09-20')).toMatchInlineSnapshot(`
      [
        "Пункт I.4 «Сопровождать детей с ОВЗ», программа и план к началу работы, окно 1 сентября – 30 сентября. Не применимо: ученик выбыл 12 сентября.",
        "Point I.4 “Support pupils with special needs”, programme and plan in time, window 1 September – 30 September. Not applicable: the pupil left on 12 September.",
      ]
    `)
  })
  it('does not apply once the ground ended', () => {
    const memberships = [{ studentId: 101, population: 'sen', fromOn: d('2026-09-01'), toOn: d('2026-09-12') }]
    expect(say(school([norm('I.4/milestone')], { memberships }), '2026-09-20')).toMatchInlineSnapshot(`
      [
        "Пункт I.4 «Сопровождать детей с ОВЗ», программа и план к началу работы, окно 1 сентября – 30 сентября. Не применимо: основание для ученика кончилось 12 сентября.",
        "Point I.4 “Support pupils with special needs”, programme and plan in time, window 1 September – 30 September. Not applicable: the ground for it ended on 12 September.",
      ]
    `)
  })
  it('counts families', () => {
    const interactions = [did('2026-10-10', 'familyAssessment', { studentIds: [101], form: 'recordForm' })]
    expect(say(school([norm('III.11')], { interactions }), '2026-12-20', opens('2026-09-01'))).toMatchInlineSnapshot(`
      [
        "Пункт III.11 «Следить за отношениями детей и родителей», окно 1 сентября – 31 декабря. Охвачено 1 из 2 семей, нужно не меньше 90 %. Чтобы закрыть: запись «Отношения в семье оценены» до 11 января.",
        "Point III.11 “Follow child–parent relations”, window 1 September – 31 December. Reached 1 of 2 families, at least 90% needed. To close it: the record “Relations in the family assessed” by 11 January.",
      ]
    `)
  })
  it('says that two were too close to each other', () => {
    const interactions = [
      did('2026-12-20', 'familyAssessment', { form: 'recordForm' }),
      did('2027-01-20', 'familyAssessment', { form: 'recordForm' }),
    ]
    expect(say(school([norm('III.11')], { interactions }), '2027-02-20', opens('2027-01-11'))).toMatchInlineSnapshot(`
      [
        "Пункт III.11 «Следить за отношениями детей и родителей», окно 11 января – 31 мая. Выполнено 20 января: электронная форма записи. Охвачено 2 из 2 семей, нужно не меньше 90 %. После прошлого раза (20 декабря) прошло мало: 31 день, по норме не меньше 60.",
        "Point III.11 “Follow child–parent relations”, window 11 January – 31 May. Met on 20 January: electronic record form. Reached 2 of 2 families, at least 90% needed. Too soon after the last time (20 December): 31 days, the norm asks for 60 at least.",
      ]
    `)
  })
})

describe('a duty of an occasion', () => {
  const specs = [norm('III.3')]
  const triggers = [asked('2026-09-07')]
  it('says what does not close it', () => {
    const interactions = [
      did('2026-09-08', 'requestMeasure', { triggerId: 1, studentIds: [101] }),
      did('2026-09-09', 'requestAcknowledgement', { triggerId: 1, studentIds: [101], form: 'eJournal' }),
    ]
    expect(say(school(specs, { triggers, interactions }), '2026-09-13')).toMatchInlineSnapshot(`
      [
        "Пункт III.3 «Ответить на обращение родителя», «Обращение родителя», 7 сентября. Засчитано 0 из 1. Не засчитано: личная встреча 8 сентября (принято, но дела ещё не закрывает); электронный журнал и дневник 9 сентября (принято, но дела ещё не закрывает). Чтобы закрыть: запись «Ответ родителям по существу» до 14 сентября.",
        "Point III.3 “Answer a parent’s request”, “A parent’s request”, 7 September. Counted 0 of 1. Not counted: meeting in person, 8 September (taken in, but it does not close the matter); electronic journal and diary, 9 September (taken in, but it does not close the matter). To close it: the record “Substantive answer to the parents” by 14 September.",
      ]
    `)
  })
  it('is late without a grace', () => {
    const interactions = [did('2026-09-16', 'requestAnswer', { triggerId: 1, studentIds: [101] })]
    expect(say(school(specs, { triggers, interactions }), '2026-09-20')).toMatchInlineSnapshot(`
      [
        "Пункт III.3 «Ответить на обращение родителя», «Обращение родителя», 7 сентября. Выполнено 16 сентября: личная встреча. С опозданием: срок был 14 сентября.",
        "Point III.3 “Answer a parent’s request”, “A parent’s request”, 7 September. Met on 16 September: meeting in person. Late: it was due by 14 September.",
      ]
    `)
  })
  it('is closed away by a code of the point', () => {
    const closed = [asked('2026-09-07', { closedOn: d('2026-09-09'), closeReason: 'withdrawn' })]
    expect(say(school(specs, { triggers: closed }), '2026-09-20')).toMatchInlineSnapshot(`
      [
        "Пункт III.3 «Ответить на обращение родителя», «Обращение родителя», 7 сентября. Не применимо: родитель снял обращение (9 сентября).",
        "Point III.3 “Answer a parent’s request”, “A parent’s request”, 7 September. Not applicable: the parent withdrew the request (9 September).",
      ]
    `)
  })
  it('is taken by another occasion', () => {
    const flags = ['2026-09-07', '2026-09-09'].map((day, index) =>
      asked(day, { id: index + 1, ref: `F${index}`, cause: 'flagRaised' }),
    )
    const interactions = [did('2026-09-08', 'triage', { studentIds: [101] })]
    const world = school([norm('II.2/flags')], { triggers: flags, interactions })
    expect(say(world, '2026-09-10', opens('2026-09-09'))).toMatchInlineSnapshot(`
      [
        "Пункт II.2 «Замечать трудности и нарушения», решение по каждому сигналу, «Новый сигнал об ученике», 9 сентября. Засчитано 0 из 1. Не засчитано: личная встреча 8 сентября (засчитано другому поводу). Чтобы закрыть: одна из записей «Решение по сигналу: в работу или отклонён с причиной» или «Принятая мера» до 16 сентября.",
        "Point II.2 “Notice difficulties and violations”, a decision on every flag, “A new flag on a pupil”, 9 September. Counted 0 of 1. Not counted: meeting in person, 8 September (counted for another occasion). To close it: one of the records “Decision on a flag: taken up, or dismissed with a reason” or “Measure taken” by 16 September.",
      ]
    `)
  })
  it('names the day of an event', () => {
    const events = [asked('2026-10-01', { cause: 'schoolEvent', eventOn: d('2026-10-14') })]
    expect(say(school([norm('II.8')], { triggers: events }), '2026-10-08')).toMatchInlineSnapshot(`
      [
        "Пункт II.8 «Согласовать участие класса в мероприятии», «Администрация приглашает класс на мероприятие», 1 октября, событие 14 октября. Засчитано 0 из 1. Чтобы закрыть: запись «Ответ об участии класса» до 9 октября.",
        "Point II.8 “Agree the participation of the class”, “The administration invites the class to an event”, 1 October, event on 14 October. Counted 0 of 1. To close it: the record “Answer on the participation of the class” by 9 October.",
      ]
    `)
  })
  it('cannot judge an event without a day', () => {
    const events = [asked('2026-10-01', { cause: 'schoolEvent' })]
    expect(say(school([norm('II.8')], { triggers: events }), '2026-10-08')).toMatchInlineSnapshot(`
      [
        "Пункт II.8 «Согласовать участие класса в мероприятии», «Администрация приглашает класс на мероприятие», 1 октября. Не оценено: не записан день события.",
        "Point II.8 “Agree the participation of the class”, “The administration invites the class to an event”, 1 October. Not judged: the day of the event was not written down.",
      ]
    `)
  })
  it('stands still while consent is awaited', () => {
    const referral = [asked('2026-10-01', { cause: 'psychologistReferral' })]
    const blocks = [{ triggerId: 1, point: 'I.3', fromOn: d('2026-10-05'), reasonCode: 'consent' }]
    expect(say(school([norm('I.3')], { triggers: referral, blocks }), '2026-10-08')).toMatchInlineSnapshot(`
      [
        "Пункт I.3 «Привлечь психолога, получить согласие родителей», «Решено привлечь психолога», 1 октября. Срок стоит с 5 октября, не дольше чем до 16 октября: ждут согласия родителей. Засчитано 0 из 1. Чтобы закрыть: одна из записей «Согласие родителей», «Отказ родителей, записанный с причиной» или «Расписание занятий с психологом» до 29 октября.",
        "Point I.3 “Involve the psychologist, ask for consent”, “Decision to involve the psychologist”, 1 October. The clock stands still since 5 October, until 16 October at most: the parents’ consent is awaited. Counted 0 of 1. To close it: one of the records “Consent of the parents”, “Parents’ refusal, recorded with its reason” or “Timetable of sessions with the psychologist” by 29 October.",
      ]
    `)
  })
  it('says the hours of an emergency', () => {
    const emergency = [asked('2026-10-05', { cause: 'emergency', openedAt: at('2026-10-05T09:15') })]
    const world = school([norm('II.1')], { triggers: emergency })
    expect([
      say(world, '2026-10-05', undefined, at('2026-10-05T09:30')),
      say(world, '2026-10-05', undefined, at('2026-10-05T12:00')),
    ]).toMatchInlineSnapshot(`
      [
        [
          "Пункт II.1 «Сообщить директору об экстренном случае», «Экстренный случай», 5 октября в 09:15. Засчитано 0 из 2. Чтобы закрыть: «Связаться с директором» – до 5 октября, 10:15; «Записать случай» – до 5 октября.",
          "Point II.1 “Report an emergency to the principal”, “An emergency”, 5 October at 09:15. Counted 0 of 2. To close it: “Contact the principal” by 5 October, 10:15; “Record the case” by 5 October.",
        ],
        [
          "Пункт II.1 «Сообщить директору об экстренном случае», «Экстренный случай», 5 октября в 09:15. Засчитано 0 из 2. Срок был 5 октября. Чтобы закрыть с опозданием: «Связаться с директором» – до 5 октября; «Записать случай» – до 5 октября.",
          "Point II.1 “Report an emergency to the principal”, “An emergency”, 5 October at 09:15. Counted 0 of 2. It was due by 5 October. To close it late: “Contact the principal” by 5 October; “Record the case” by 5 October.",
        ],
      ]
    `)
  })
  it('cannot judge hours that nobody wrote down', () => {
    expect(
      say(school([norm('II.1')], { triggers: [asked('2026-10-05', { cause: 'emergency' })] }), '2026-10-05'),
    ).toMatchInlineSnapshot(`
      [
        "Пункт II.1 «Сообщить директору об экстренном случае», «Экстренный случай», 5 октября. Не оценено: не записано, в котором часу это случилось.",
        "Point II.1 “Report an emergency to the principal”, “An emergency”, 5 October. Not judged: the hour at which it happened was not written down.",
      ]
    `)
  })
  it('is a week of a plan', () => {
    const plans = [asked('2026-09-09', { cause: 'agreementPlan', plannedEndOn: d('2026-10-30') })]
    const interactions = [did('2026-09-15', 'statusToParents', { triggerId: 1 })]
    const world = school([norm('II.5')], { triggers: plans, interactions })
    expect([
      say(world, '2026-09-18', opens('2026-09-14')),
      say(world, '2026-11-20', opens('2026-10-26')),
    ]).toMatchInlineSnapshot(`
      [
        [
          "Пункт II.5 «Следить за договорённостями», «Договорённости встречи, план исполняется», 9 сентября, неделя 14 сентября – 20 сентября. Засчитано 0 из 2. Не засчитано: личная встреча 15 сентября (засчитано другой неделе). Чтобы закрыть: «Сообщить заместителю директора» – до 20 сентября; «Сообщить родителям» – до 20 сентября.",
          "Point II.5 “Follow up the agreements”, “Agreements of a meeting: the plan is open”, 9 September, week 14 September – 20 September. Counted 0 of 2. Not counted: meeting in person, 15 September (counted for another week). To close it: “Inform the deputy principal” by 20 September; “Inform the parents” by 20 September.",
        ],
        [
          "Пункт II.5 «Следить за договорённостями», «Договорённости встречи, план исполняется», 9 сентября, неделя 26 октября – 30 октября. Не применимо: в окне 0 учебных дней, нужно не меньше 3.",
          "Point II.5 “Follow up the agreements”, “Agreements of a meeting: the plan is open”, 9 September, week 26 October – 30 October. Not applicable: the window holds 0 school days, at least 3 needed.",
        ],
      ]
    `)
  })
  it('does not apply once the class is closed', () => {
    const classes = [{ id: 1, openedOn: d('2026-08-15'), closedOn: d('2026-09-10'), calendar }]
    expect(say(school(specs, { triggers, classes }), '2026-09-20')).toMatchInlineSnapshot(`
      [
        "Пункт III.3 «Ответить на обращение родителя», «Обращение родителя», 7 сентября. Не применимо: класс закрыт 10 сентября.",
        "Point III.3 “Answer a parent’s request”, “A parent’s request”, 7 September. Not applicable: the class was closed on 10 September.",
      ]
    `)
  })
})

describe('a largest gap', () => {
  const specs = [norm('II.10')]
  const interactions = [did('2026-10-12', 'review')]
  it('counts the days without vacations', () => {
    const days = ['2026-10-14', '2026-10-24', '2026-11-03', '2026-11-04', '2026-11-06', '2026-11-20']
    expect(days.map((day) => say(school(specs, { interactions }), day)[0])).toMatchInlineSnapshot(`
      [
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 2 дня без каникул, предел – 14. Следующий раз – до 4 ноября.",
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 11 дней без каникул, предел – 14. Следующий раз – до 4 ноября.",
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 13 дней без каникул, предел – 14. Следующий раз – до 4 ноября.",
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 14 дней без каникул, предел – 14. Следующий раз – до 4 ноября.",
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 16 дней без каникул, предел – 14. Срок был 4 ноября. Чтобы закрыть: запись «Обзор: кому работа не помогла (или „таких нет“)».",
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 30 дней без каникул, предел – 14. Срок был 4 ноября. Чтобы закрыть: запись «Обзор: кому работа не помогла (или „таких нет“)».",
      ]
    `)
  })
  it('speaks English', () =>
    expect(say(school(specs, { interactions }), '2026-11-20')[1]).toMatchInlineSnapshot(
      `"Point II.10 “Fortnightly: whom the work did not help”. Last time on 12 October, 30 days since, vacations aside; the limit is 14. It was due by 4 November. To close it: the record “Review: whom the work did not help (or ‘nobody’)”."`,
    ))
  it('says that there was none yet', () =>
    expect(say(school(specs), '2026-09-18')).toMatchInlineSnapshot(`
      [
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Ещё ни разу: с 1 сентября 17 дней без каникул, предел – 14. Срок был 15 сентября. Чтобы закрыть: запись «Обзор: кому работа не помогла (или „таких нет“)».",
        "Point II.10 “Fortnightly: whom the work did not help”. Not once yet: 17 days since 1 September, vacations aside; the limit is 14. It was due by 15 September. To close it: the record “Review: whom the work did not help (or ‘nobody’)”.",
      ]
    `))
  it('is waived', () => {
    const waivers = [
      {
        id: 1,
        point: 'II.10',
        classId: 1,
        fromOn: d('2026-11-01'),
        toOn: d('2026-12-01'),
        approvedAt: 0,
        reasonCode: 'other',
      },
    ]
    expect(say(school(specs, { interactions, waivers }), '2026-11-20')).toMatchInlineSnapshot(`
      [
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 30 дней без каникул, предел – 14. На эти дни освобождено.",
        "Point II.10 “Fortnightly: whom the work did not help”. Last time on 12 October, 30 days since, vacations aside; the limit is 14. Waived for these days.",
      ]
    `)
  })
  it('is over with the year', () =>
    expect(say(school(specs, { interactions }), '2027-06-10')).toMatchInlineSnapshot(`
    [
      "Пункт II.10 «Раз в две недели: кому работа не помогла». Последний раз – 12 октября, с тех пор 197 дней без каникул, предел – 14. Учебный год окончен.",
      "Point II.10 “Fortnightly: whom the work did not help”. Last time on 12 October, 197 days since, vacations aside; the limit is 14. The school year is over.",
    ]
  `))
  it('has no calendar', () => {
    const short = {
      ...calendar,
      isVacation: (day: Day) => (day > d('2026-10-20') ? undefined : calendar.isVacation(day)),
    }
    const classes = [{ id: 1, openedOn: d('2026-08-15'), calendar: short }]
    expect(say(school(specs, { interactions, classes }), '2026-11-20')).toMatchInlineSnapshot(`
      [
        "Пункт II.10 «Раз в две недели: кому работа не помогла». Не оценено: на 21 октября нет календаря.",
        "Point II.10 “Fortnightly: whom the work did not help”. Not judged: no calendar answers for 21 October.",
      ]
    `)
  })
})

describe('nothing was required', () => {
  it('says why, point by point', () => {
    expect(points.map((point) => `${point.id} ${nothingText(point, 'ru')}`)).toMatchInlineSnapshot(`
      [
        "I.1 По этому пункту ничего не требовалось: не было ни одного сигнала.",
        "I.2 По этому пункту ничего не требовалось: не было ни одного повода.",
        "I.3 По этому пункту ничего не требовалось: не было ни одного повода.",
        "I.4 По этому пункту ничего не требовалось: в классе нет детей с ОВЗ.",
        "I.5 По этому пункту ничего не требовалось: никто не на сопровождении.",
        "I.6 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "I.7 По этому пункту ничего не требовалось: не было ни одного повода, ни одного обращения.",
        "II.1 По этому пункту ничего не требовалось: не было ни одного экстренного случая.",
        "II.2 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "II.3 По этому пункту ничего не требовалось: не было ни одного сигнала.",
        "II.4 По этому пункту ничего не требовалось: не было ни одного повода.",
        "II.5 По этому пункту ничего не требовалось: не было ни одного открытого плана.",
        "II.6 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "II.7 По этому пункту ничего не требовалось: не было ни одного повода.",
        "II.8 По этому пункту ничего не требовалось: не было ни одного повода.",
        "II.9 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "II.10 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "II.11 По этому пункту ничего не требовалось: не было ни одного сигнала.",
        "II.12 По этому пункту ничего не требовалось: не было ни одного повода.",
        "III.1 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "III.2 По этому пункту ничего не требовалось: не было ни одного повода.",
        "III.3 По этому пункту ничего не требовалось: не было ни одного обращения.",
        "III.4 По этому пункту ничего не требовалось: не было ни одного обращения, ни одного сигнала.",
        "III.5 По этому пункту ничего не требовалось: не было ни одного обращения.",
        "III.6 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "III.7 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "III.8 По этому пункту ничего не требовалось: не было ни одного повода.",
        "III.9 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "III.10 По этому пункту ничего не требовалось: окон в эти дни нет.",
        "III.11 По этому пункту ничего не требовалось: окон в эти дни нет.",
      ]
    `)
    expect(points.slice(0, 8).map((point) => `${point.id} ${nothingText(point, 'en')}`)).toMatchInlineSnapshot(`
      [
        "I.1 Nothing was required by this point: there was no flag.",
        "I.2 Nothing was required by this point: there was no occasion.",
        "I.3 Nothing was required by this point: there was no occasion.",
        "I.4 Nothing was required by this point: no pupils with special needs in the class.",
        "I.5 Nothing was required by this point: nobody is in support.",
        "I.6 Nothing was required by this point: it has no window on these days.",
        "I.7 Nothing was required by this point: there was no occasion, no request.",
        "II.1 Nothing was required by this point: there was no emergency.",
      ]
    `)
  })
})

describe('every code has its words', () => {
  const source = globSync('server/domain/duties/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const whys = new Set([...source.matchAll(/why: '(\w+)'/g)].map((match) => match[1] ?? ''))

  it.each(['ru', 'en'] as const)('of the reasons that the judge gives (%s)', (lang) => {
    const { noData, excluded, status } = dutyWordsOf(lang)
    expect(whys.size).toBeGreaterThan(8)
    expect([...whys].filter((why) => !Object.hasOwn({ ...noData, ...excluded }, why))).toEqual([])
    const states: readonly Status[] = statuses
    expect(states.filter((each) => status[each] === '')).toEqual([])
    expect(statusWord('not_triggered', lang)).toBe(status.not_triggered)
  })

  it('says any reason without a hole or a code', () => {
    const day = d('2026-10-01')
    const whyNots = Object.keys(dutyWordsOf('ru').whyNot).map((why) =>
      reason('not_counted', { interactionId: 1, form: 'meeting', evidence: [], occurredOn: day, why }),
    )
    const reasons: Reason[] = [...whyNots, reason('parts', { have: 1, of: 2 })]
    const duty = { ...only(stateOf(school([norm('III.9')]), '2026-09-20').filter(opens('2026-09-01'))), reasons }
    for (const lang of ['ru', 'en'] as const)
      expect(dutyStateText(duty, catalogueOf(school([])), day, lang)).not.toMatch(/[{}]|undefined|null|[a-z]_[a-z]/)
  })
})
