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
  badLang: (value: string) => `Язык «${value}» не знаком. Есть ru и en.`,
  noSchool: 'Школы в этой базе ещё нет. Создайте её: reglament init --name "Школа № 1"',
  whichSchool: (ids: string) => `В базе несколько школ: ${ids}. Укажите --school <номер>.`,
  noSuchSchool: (id: string) => `Школы с номером «${id}» в базе нет.`,
  bug: 'Ошибка программы. Данные не изменены. Сообщите разработчикам текст ниже.',
  demo: 'Учебные данные: школа, ученики и семьи вымышлены.',
}
