export const ru = {
  usage: 'Использование',
  commands: 'Команды',
  arguments: 'Аргументы',
  options: 'Ключи',
  shape: 'Ответ с ключом --json',
  exitCodes: 'Код завершения: 0 – порядок; 1 – проверка нашла ошибки; 2 – неверный вызов; 3 – отказ.',
  tail: 'Подробно о команде: reglament <команда> --help',
  product: 'Регламент: исполняет регламент взаимодействия классного руководителя',
  common: {
    asOf: 'день, на который смотреть (ГГГГ-ММ-ДД); по умолчанию сегодня в школе',
    json: 'ответ в виде JSON',
    lang: 'язык: ru или en',
    help: 'справка',
    school: 'номер школы, если в базе их несколько',
    rules: 'папка с правилами вместо rules/student и rules/class; только на этот вызов',
  },
  unknownCommand: (name: string, near: string | undefined) =>
    `Команды «${name}» нет.${near ? ` Возможно, ${near}?` : ''} Список команд: reglament --help`,
  unknownOption: (name: string, command: string) =>
    `Ключ «${name}» команде «${command}» не знаком. Справка: reglament ${command} --help`,
  missingArgument: (name: string, command: string) =>
    `Не хватает аргумента <${name}>. Справка: reglament ${command} --help`,
  extraArgument: (value: string, command: string) => `Лишний аргумент «${value}». Справка: reglament ${command} --help`,
  badDay: (value: string) => `«${value}» – не день. Нужен вид ГГГГ-ММ-ДД, например 2026-11-23.`,
  badLevel: (value: string) => `«${value}» – не уровень. Уровни: 0, 1, 2, 3, 4.`,
  badZone: (value: string) => `Часовой пояс «${value}» не знаком. Пример: Europe/Moscow, Asia/Yekaterinburg.`,
  noRule: (id: string) =>
    `Правила об учениках «${id}» нет. Список: reglament rules check --json или папка rules/student.`,
  noStudent: (text: string) =>
    `Ученика «${text}» в этот день в школе нет. Подойдёт номер, код источника или начало фамилии.`,
  whichStudent: (text: string, found: string[]) =>
    `«${text}» – это несколько учеников: ${found.join('; ')}. Назовите номер.`,
  badSeed: (value: string) => `«${value}» – не число. Нужно целое, например --seed 7.`,
  badLang: (value: string) => `Язык «${value}» не знаком. Есть ru и en.`,
  noSchool: 'Школы в этой базе ещё нет. Создайте её: reglament init --name "Школа № 1"',
  whichSchool: (ids: string) => `В базе несколько школ: ${ids}. Укажите --school <номер>.`,
  noSuchSchool: (id: string) => `Школы с номером «${id}» в базе нет.`,
  bug: 'Ошибка программы. Данные не изменены. Сообщите разработчикам текст ниже.',
  demo: 'Учебные данные: школа, ученики и семьи вымышлены.',
  points: {
    header: ['Пункт', 'Чем виден', 'О чём'],
    watchedBy: {
      rule: 'правила',
      notice: 'напоминание',
      evidence: 'подтверждение',
      person: 'человек',
      open: '✗ ничем',
    },
    status: { trial: 'на пробе', draft: 'черновик', off: 'выключено' } as Record<string, string>,
    stale: '✗ текст пункта изменился',
    total: (all: number, rule: number, notice: number, evidence: number, person: number) =>
      `Пунктов: ${all}. Следят правила: ${rule}, напоминания: ${notice}; по подтверждениям: ${evidence}; только человек: ${person}.`,
    wrong: (open: number, stale: number) =>
      `Без присмотра: ${open}. Сверок, устаревших из-за нового текста: ${stale}. Исправьте rules/points.json.`,
  },
  calendars: {
    whose: (whose: 'school' | 'file' | 'shipped', school: string | undefined) =>
      whose === 'school'
        ? `Календари школы «${school}»:`
        : whose === 'file'
          ? 'Календари файла:'
          : 'Школы ещё нет; все календари поставки:',
    total: (errors: number, warnings: number) => `Ошибок: ${errors}, замечаний: ${warnings}.`,
  },
  importing: {
    options: {
      path: 'файл CSV, XLSX, JSON, HTML, архив zip или папка с ними',
      profile: 'профиль выгрузки: canonical, netgorod, …, или путь к своему (обязательно)',
      dryRun: 'показать, что изменится, и ничего не записать',
      force: 'загрузить и выгрузку старше последней',
      pupil: 'чей это файл, если в нём нет ученика: код, номер или ФИО',
      exportedOn: 'день выгрузки, если его нет в файле; по умолчанию день вызова',
      closeMissing: 'учеников, которых нет в полном списке, считать выбывшими',
      covers: 'за кого выгрузка отвечает: school, classes, students, nobody',
      coversFrom: 'с какого дня выгрузка отвечает',
      coversTo: 'по какой день выгрузка отвечает',
      refused: 'куда записать незагруженные строки; по умолчанию рядом с выгрузкой',
    },
    whichProfile:
      'Укажите профиль выгрузки: --profile canonical. Свои таблицы заполняют по шаблонам: reglament import templates <папка>',
    badCovers: (value: string) => `«${value}» – не охват. Есть school, classes, students, nobody.`,
    reading: 'Прочитано строк',
    head: (profile: string, on: string, rows: number) => `Профиль ${profile}, выгрузка на ${on}, строк: ${rows}.`,
    header: ['Записи', 'Новых', 'Изменено', 'Без изменений', 'Пропало', 'Отказано'],
    tables: {
      school_break: 'Закрытия и карантины',
      subject: 'Предметы',
      staff: 'Работники',
      staff_role: 'Роли работников',
      school_class: 'Классы',
      class_teacher: 'Классные руководители',
      student: 'Ученики',
      enrolment: 'Зачисления',
      support_status: 'Статусы сопровождения',
      guardian: 'Родители',
      student_guardian: 'Родители учеников',
      incident: 'Происшествия',
      incident_participant: 'Участники происшествий',
      gathering: 'Собрания и мероприятия',
      gathering_guest: 'Приглашённые семьи',
      mark: 'Отметки',
      final_mark: 'Итоговые отметки',
      lesson: 'Уроки',
      timetable_load: 'Учебная нагрузка',
      absence: 'Пропуски и опоздания',
      debt: 'Задолженности',
      source_key: 'Коды в источнике',
    } as Record<string, string>,
    warnings: { title: 'На что обратить внимание', more: (count: number) => `и ещё ${count}: все в ответе --json` },
    notes: { title: 'К сведению', more: (count: number) => `и ещё ${count}: все в ответе --json` },
    conflicts: {
      title: 'Причина, записанная человеком, и причина из журнала расходятся (считается журнал)',
      more: (count: number) => `и ещё ${count}: все в ответе --json`,
    },
    missing: {
      title: 'Учатся в школе, но в полном списке их нет (не тронуты; --close-missing отметит выбытие)',
      more: (count: number) => `и ещё ${count}: все в ответе --json`,
    },
    conflict: (student: string, on: string, lesson: number, person: string, source: string) =>
      `${student}, ${on}${lesson > 0 ? `, урок ${lesson}` : ''}: человек – ${person}, журнал – ${source}`,
    absenceKinds: {
      late: 'опоздание',
      absent_unknown: 'причина не указана',
      absent_illness: 'болезнь',
      absent_excused: 'уважительная',
      absent_unexcused: 'неуважительная',
      exempt: 'освобождён',
      remote: 'дистанционно',
      partial: 'часть дня',
    } as Record<string, string>,
    refusedCount: (count: number) => `Не загрузятся строки: ${count}.`,
    refusedTo: (count: number, file: string) => `Не загружены строки: ${count}. Они с причинами: ${file}`,
    unchanged: 'Ничего нового: всё это уже загружено.',
    dryRun: 'Пробный прогон: ничего не записано.',
    stored: (id: number) => `Загрузка № ${id} принята. Отменить: reglament import undo`,
    undone: (id: number, profile: string, on: string) => `Загрузка № ${id} (${profile}, выгрузка на ${on}) отменена.`,
    undoHeader: ['Записи', 'Возвращено', 'Убрано'],
    templates: (folder: string) => `Таблицы для заполнения в папке ${folder}:`,
    templatesNext: (folder: string) =>
      `Заполните и загрузите: reglament import ${folder} --profile canonical --dry-run`,
  },
  testing: {
    total: (rules: string, examples: string, passed: number, failed: number, todo: number, exempt: number) =>
      `${rules} · ${examples}: ${passed} прошло, ${failed} не прошло, ${todo} todo · исключений сработало: ${exempt}`,
    rules: { one: 'правило', few: 'правила', many: 'правил', other: 'правила' } as Record<string, string>,
    examples: { one: 'пример', few: 'примера', many: 'примеров', other: 'примера' } as Record<string, string>,
    notRun: (count: number) => `Не выполнено: ${count}.`,
    noRule: (rule: string, near: string) => `Правила «${rule}» нет. Ближайшее: ${near}.`,
    noCase: (title: string) => `Примера «${title}» нет.`,
    running: 'Примеры',
  },
}
