import { percentText, pointsBetween } from '../percent.ts'
import { plural } from '../plural.ts'

const duties = (n: number) =>
  plural('ru', n, { one: '# обязательство', few: '# обязательства', many: '# обязательств' })
const classes = (n: number) => plural('ru', n, { one: '# класс', few: '# класса', many: '# классов' })
const days = (n: number) => plural('ru', n, { one: '# день', few: '# дня', many: '# дней' })
const workingDays = (n: number) =>
  plural('ru', n, { one: '# рабочий день', few: '# рабочих дня', many: '# рабочих дней' })
const ofDays = (n: number) => plural('ru', n, { one: '# дня', few: '# дней', many: '# дней' })
const number = (n: number) => new Intl.NumberFormat('ru').format(n)
const named = (names: readonly string[]) => (names.length > 8 ? classes(names.length) : names.join(', '))
const percent = (share: number) => percentText('ru', share)
const kOfN = (share: string, { met, of }: { met: number; of: number }) => `${share} (${number(met)} из ${number(of)})`
/** The rate of a period, the one before it, and its units where it is no mean. */
type TrendFound = { rate: number; before: number | null; count: { met: number; of: number } | null }
/** The share of k in n, where there are enough to speak of one. */
const shareOf = (k: number, n: number) => (n < 5 ? '' : ` (${percent(k / n)})`)

export const overview = {
  empty: 'В школе пока нет классов. Загрузите списки – обзор появится сам.',
  emptyLink: 'Перейти к загрузкам',
  asOf: (day: string) => `на ${day}`,
  tiles: {
    title: 'Что требует внимания',
    emergencies: 'Экстренные',
    critical: 'Критичные открытые',
    overdue: 'Просрочено',
    week: 'Срок ≤ 7 дней',
    requests: 'Обращения: срок сегодня',
    freshness: 'Данные',
    criticalHint: 'II.1, III.3, II.5: просрочено, льготный срок или срок сегодня',
    allFresh: (day: string) => `все источники – ${day}`,
    none: 'ещё не проверялись',
    missing: (n: number) => `не загружались: ${n}`,
    old: (source: string, day: string) => `${source} – ${day}`,
  },
  sources: {
    marks: 'журнал',
    lessons: 'уроки',
    attendance: 'посещаемость',
    roster: 'списки',
    incidents: 'происшествия',
    family: 'семья',
    support: 'сопровождение',
    debts: 'задолженности',
    finalMarks: 'итоговые',
  } as Record<string, string>,
  rates: {
    title: 'Доля выполненного вовремя с начала учебного года',
    regulation: 'По регламенту',
    regulationHint: 'Числа из текста регламента',
    rhythm: 'Ритм школы',
    rhythmHint: 'Собственные цели школы; отступить от них – не нарушение регламента',
    mean: (points: number) =>
      `в среднем по ${plural('ru', points, { one: '# пункту', few: '# пунктам', many: '# пунктам' })}; каждый пункт весит одинаково`,
    few: 'пока мало, чтобы считать долю',
    units: (k: number, n: number) =>
      `${number(k)} из ${plural('ru', n, { one: '# обязательства', few: '# обязательств', many: '# обязательств' })}${shareOf(k, n)}`,
    days: (k: number, n: number) => `${number(k)} из ${ofDays(n)} ритма обзоров${shareOf(k, n)}`,
    excluded: (n: number) => `исключено ${n}`,
    waived: (n: number) => `освобождено ${n}`,
    noData: (n: number) => `нет данных ${n}`,
    months: 'по месяцам',
    criticalKept: 'Критичные пункты: все в срок',
    criticalBroken: (n: number) => `Критичные пункты: не в срок ${duties(n)} с начала года`,
    alert: (point: string, kind: string) =>
      kind === 'waivers' ? `п. ${point}: освобождений больше 10 %` : `п. ${point}: исключений больше 25 %`,
  },
  burning: {
    title: 'Что горит',
    none: 'Ничего не горит: просроченного нет, сегодня сроков нет.',
    all: (n: number) => `Все ${n} списком`,
    due: (day: string) => `срок ${day}`,
    hiddenClass: 'класс не показан',
    critical: 'критичный',
  },
  grid: {
    title: 'Пункт × класс',
    caption: 'Худшее состояние по каждому пункту в каждом классе и число таких обязательств',
    hint: 'Стрелки – переход по клеткам, Enter – список',
    period: 'Период',
    nowHint: 'открытое сейчас и решённое за 30 дней',
    class: 'Класс',
    point: 'Пункт',
    legend: 'Обозначения',
    cell: (className: string, point: string, state: string, n: number | null) =>
      n === null
        ? `${className}, ${point}: ${state}`
        : n === 0
          ? `${className}, ${point}: ${state}`
          : `${className}, ${point}: ${state}, ${n}`,
    section: (id: string) => `Раздел ${id}`,
    hidden: 'меньше пяти учеников: число не показано',
    quiet: 'По остальным пунктам всё выполнено или ничего не требовалось.',
  },
  periodicity: {
    title: 'По периодичности',
    groups: {
      yearly: 'раз в год',
      startOfYear: 'начало года',
      threeMonths: 'раз в 3 месяца',
      halfYear: '2 раза в год',
      continuous: 'в течение года',
      fortnight: 'раз в 2 недели',
      weekly: 'еженедельно',
      fiveDays: '5 дней',
      emergency: 'немедленно',
      asNeeded: 'по мере необходимости',
    } as Record<string, string>,
    head: ['Периодичность', 'Пункты', 'Всего', 'Состояния'],
    finding: (late: number, total: number, worst: string | null) =>
      total === 0
        ? 'За этот период обязательств не было.'
        : late === 0
          ? `Обязательств: ${number(total)}; нет ни одного просроченного или невыполненного.`
          : `Просрочено или не выполнено ${number(late)} из ${number(total)}; больше всего – «${worst ?? ''}».`,
    nothing: 'не требовалось',
  },
  trend: {
    title: { month: 'Динамика по месяцам', week: 'Динамика по неделям' },
    step: 'Шаг',
    steps: { month: 'по месяцам', week: 'по неделям' },
    basis: 'Что считать',
    point: 'Пункт',
    allPoints: 'все пункты',
    closed: 'как закрыто',
    restated: 'пересчитано сейчас',
    limits: 'пределы случайного',
    vacation: 'каникулы',
    change: 'изменён регламент',
    edition: 'новая редакция правил',
    head: {
      month: ['Месяц', 'Как закрыто', 'Пересчитано', 'Обязательства'],
      week: ['Неделя', 'Как закрыто', 'Пересчитано', 'Обязательства'],
    },
    mean: 'в среднем по пунктам',
    open: 'идёт',
    finding: (step: 'month' | 'week', period: string, { rate, before, count }: TrendFound) => {
      const share = count === null ? `в среднем по пунктам ${percent(rate)}` : kOfN(percent(rate), count)
      const said = `За ${step === 'month' ? '' : 'неделю '}${period} вовремя ${share}`
      if (before === null) return `${said}.`
      const change = pointsBetween(before, rate)
      const earlier = step === 'month' ? 'месяцем раньше' : 'неделей раньше'
      if (change === 0) return `${said}, как и ${earlier}.`
      return `${said}, на ${Math.abs(change)} п. п. ${change > 0 ? 'больше' : 'меньше'}, чем ${earlier}.`
    },
    few: {
      month: (period: string, k: number, n: number) => `За ${period} вовремя ${k} из ${n}: для доли мало.`,
      week: (period: string, k: number, n: number) => `За неделю ${period} вовремя ${k} из ${n}: для доли мало.`,
    },
    fewHidden: {
      month: ' Месяцы, где меньше 5 обязательств, точкой не показаны.',
      week: ' Недели, где меньше 5 обязательств, точкой не показаны.',
    },
    weeksOnly: (points: string) =>
      points === ''
        ? 'По неделям смотреть нечего: пунктов с коротким сроком нет.'
        : `По неделям – только пункты с коротким сроком, по регламенту: ${points}.`,
    outside: (months: string) => ` За пределами обычных колебаний: ${months}.`,
    inside: ' Колебания обычные.',
    tooFew: {
      month: ' Для пределов нужно не меньше 10 месяцев.',
      week: ' Для пределов нужно не меньше 10 недель, где было что считать.',
    },
    none: 'Решённых обязательств ещё не было.',
  },
  answers: {
    title: 'Срок ответа родителям',
    axis: 'дней до ответа',
    line: (n: number) => `${days(n)} по регламенту`,
    open: 'ещё без ответа',
    never: 'остались без ответа',
    bar: { open: 'ждут', never: 'нет' },
    inTime: 'в срок',
    late: 'позже срока',
    head: ['Дней до ответа', 'В срок', 'Всего'],
    finding: (inTime: number, decided: number) =>
      `В срок отвечено ${inTime} из ${decided}, где ответ дан или срок прошёл; срок, выпавший на выходной, переносится на рабочий день.`,
    speed: (median: number, p90: number) =>
      `Половина ответов – не позже ${median}-го дня, девять из десяти – не позже ${p90}-го.`,
    openFinding: (n: number, overdue: number) =>
      `Ждут ответа: ${n}${overdue > 0 ? `, из них срок прошёл: ${overdue}` : ''}.`,
    neverFinding: (n: number) => `Остались без ответа: ${n}.`,
    none: 'В этом учебном году обращений не было.',
  },
  ageing: {
    title: 'Открытые случаи: сколько ждут',
    axis: 'рабочих дней с открытия',
    bucket: { '0-2': '0–2', '3-5': '3–5', '6-10': '6–10', '11+': 'больше 10' } as Record<string, string>,
    head: ['Рабочих дней', 'Случаев'],
    few: 'меньше 5',
    finding: (old: number | null, all: number | null) =>
      old === null || all === null
        ? 'Числа меньше 5 не показаны: по ним можно узнать ученика.'
        : old === 0
          ? `Открытых случаев: ${number(all)}, дольше 10 рабочих дней – ни одного.`
          : `Открытых случаев: ${number(all)}, из них дольше 10 рабочих дней – ${number(old)}.`,
    none: 'Открытых случаев нет.',
    oldest: 'Дольше всех открыты',
    all: (n: number) => `Все открытые случаи: ${n}`,
    since: (n: number) => workingDays(n),
  },
  reviews: {
    title: 'Ритм обзора (II.10)',
    head: ['Класс', 'Последний обзор', 'Дней с обзора', 'Состояние'],
    strip: (className: string, n: number, limit: number) =>
      `${className}: с последнего обзора ${days(n)}, предел ${limit}`,
    finding: (late: number, soon: number, all: number) =>
      late === 0
        ? `Обзор за последние две недели был во всех классах (${all})${soon > 0 ? `; скоро срок – ${classes(soon)}` : ''}.`
        : `Без обзора больше двух недель: ${late} из ${all}${soon > 0 ? `; скоро срок – ${classes(soon)}` : ''}.`,
    none: 'Обзоров в этом учебном году ещё не требовалось.',
    never: 'ещё не было',
    line: 'Черта – 14 дней без каникул.',
  },
  coming: {
    title: 'Ближайшие 8 недель',
    normative: 'по регламенту',
    local: 'ритм школы',
    head: ['Неделя', 'По регламенту', 'Ритм школы'],
    week: (from: string, to: string) => `${from} – ${to}`,
    finding: (total: number, peak: string, peakCount: number) =>
      total === 0
        ? 'Сроков в ближайшие 8 недель нет.'
        : `Впереди ${duties(total)}; больше всего на неделе ${peak} – ${peakCount}.`,
  },
  budget: {
    title: 'Запас на год',
    missed: 'не в срок',
    allowed: (target: number) => `допустимо при цели ${target} %`,
    head: ['Неделя', 'Не в срок за неделю', 'Не в срок с начала года', 'Допустимо', 'Решено с начала года'],
    finding: (target: number, missed: number, allowed: number, of: number) =>
      `С начала года не в срок ${number(missed)} из ${number(of)} обязательств по регламенту; при цели ${target} % допустимо ${number(allowed)}${
        missed > allowed
          ? `, перебор – ${number(missed - allowed)}.`
          : missed === allowed
            ? ', запаса нет.'
            : `, в запасе ${number(allowed - missed)}.`
      }`,
    note: ' Каждое обязательство весит одинаково; дни ритма обзоров сюда не входят.',
    none: 'Решённых обязательств по регламенту в этом году ещё нет.',
  },
  honesty: {
    title: 'Можно ли верить цифрам',
    axis: 'дней от дела до записи',
    bin: { '0': 'тот же день', '1': 'следующий', '2-7': '2–7', '8-30': '8–30', '31+': '> 30' } as Record<
      string,
      string
    >,
    head: ['Дней до записи', 'Обязательств'],
    finding: (soon: number, all: number, backdated: number) =>
      all === 0
        ? 'Выполненного в этом году ещё нет.'
        : `Не позже чем через день записано ${number(soon)} из ${number(all)}; задним числом, позже 7 дней, – ${number(backdated)}.`,
    backdated: 'Записано задним числом (позже 7 дней)',
    waived: 'Освобождено',
    noData: 'Нет данных',
    unreacted: 'Сигналы без решения в срок',
    of: (k: number, n: number) => (n < 5 ? `${k} из ${n}` : `${percent(k / n)} (${number(k)} из ${number(n)})`),
  },
  funnel: {
    title: 'Кто отличается больше, чем случайно',
    axisX: 'обязательств у класса',
    axisY: 'вовремя',
    class: 'класс',
    mean: 'среднее школы',
    inner: '95 %',
    outer: '99,8 %',
    head: ['Класс', 'Вовремя', 'Место'],
    places: {
      inside: 'в пределах случайного',
      above: 'выше 95 %',
      below: 'ниже 95 %',
      farAbove: 'выше 99,8 %',
      farBelow: 'ниже 99,8 %',
    } as Record<string, string>,
    finding: (low: readonly string[], high: readonly string[]) => {
      if (low.length + high.length === 0)
        return 'Все классы в пределах случайного: сравнивать их по этой цифре не о чем.'
      const below =
        low.length > 0
          ? `Вовремя заметно реже, чем в среднем по школе (случайностью это не объяснить): ${named(low)}. Посмотрите почему. `
          : ''
      return `${below}${high.length > 0 ? `Заметно чаще: ${named(high)}.` : ''}`.trim()
    },
    none: 'Решённых обязательств ещё нет.',
  },
  basis: { normative: 'по регламенту', local: 'ритм школы' } as Record<string, string>,
}
