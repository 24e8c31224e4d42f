import { Type } from 'typebox'
import { counts, reads, writes } from '../domain/access/access.ts'
import { ById, type Contract, Day, FileAnswer, Id, orNull, Text } from '../http/contract.ts'
import { ByTrial, Followed, HistoryRow, Trial, Where } from './trials/shapes.ts'

export const importsApi = {
  'POST /api/imports/trial': {
    summary: {
      ru: 'Проверить файлы, ничего не записывая',
      en: 'Check files and write nothing',
    },
    note: 'A form: files and the fields profile, exportedOn, pupil, force, closeMissing, covers, coversFrom, coversTo',
    may: writes('imports'),
    transaction: 'own',
    answer: Trial,
  },
  'GET /api/imports/trial/{trialId}': {
    summary: { ru: 'Чем кончилась проверка или загрузка', en: 'How a trial or a load ended' },
    may: writes('imports'),
    params: ByTrial,
    answer: Trial,
  },
  'GET /api/imports/progress/{trialId}': {
    summary: {
      ru: 'Сколько строк прочитано. Отвечает без базы: встроенная занята самой загрузкой',
      en: 'Rows read so far. Answered without the database: the embedded one is busy with the load itself',
    },
    may: 'anyone',
    params: ByTrial,
    answer: Type.Object({ state: Trial.properties.state, rows: Type.Integer() }),
  },
  'GET /api/imports/trial/{trialId}/refused': {
    summary: { ru: 'Незагруженные строки таблицей CSV', en: 'The rows that were not loaded, as CSV' },
    may: writes('imports'),
    trail: 'export',
    params: ByTrial,
    answer: FileAnswer,
  },
  'POST /api/imports': {
    summary: { ru: 'Загрузить проверенные файлы', en: 'Load the files that were checked' },
    may: writes('imports'),
    transaction: 'own',
    body: Type.Object({ trialId: ByTrial.properties.trialId }, { additionalProperties: false }),
    answer: Trial,
  },
  'GET /api/imports': {
    summary: { ru: 'История загрузок', en: 'History of imports' },
    may: counts('imports'),
    query: Type.Object({ before: Type.Optional(Id) }),
    answer: Type.Object({ imports: Type.Array(HistoryRow), more: orNull(Id) }),
  },
  'GET /api/imports/freshness': {
    summary: { ru: 'На какой день данные каждого источника', en: 'Up to which day each source speaks' },
    may: counts('imports'),
    answer: Type.Object({
      sources: Type.Array(
        Type.Object({
          source: Type.String(),
          dataOn: orNull(Day),
          ageDays: orNull(Type.Integer()),
          state: Type.Enum(['fresh', 'aging', 'stale', 'never'] as const),
          pausesOn: orNull(Day),
          rules: Type.Integer({ description: 'сколько правил стоит на источнике. Rules that stand on it' }),
        }),
      ),
    }),
  },
  'GET /api/imports/profiles': {
    summary: { ru: 'Какие выгрузки читаются', en: 'Which exports are read' },
    may: counts('imports'),
    answer: Type.Object({
      profiles: Type.Array(
        Type.Object({
          id: Type.String(),
          title: Text,
          note: orNull(Text),
          needsPupil: Type.Boolean({ description: 'файл одного ученика. A file of one pupil' }),
          kinds: Type.Array(Type.String()),
        }),
      ),
    }),
  },
  'GET /api/imports/templates': {
    summary: { ru: 'Таблицы, которые школа заполняет сама', en: 'Tables that a school fills in itself' },
    may: counts('imports'),
    answer: Type.Object({
      templates: Type.Array(Type.Object({ name: Type.String(), columns: Type.Array(Type.String()) })),
    }),
  },
  'GET /api/imports/templates/{name}': {
    summary: { ru: 'Одна таблица CSV', en: 'One table, CSV' },
    may: counts('imports'),
    params: Type.Object({ name: Type.String({ pattern: '^[a-z_]{1,40}\\.csv$' }) }),
    answer: FileAnswer,
  },
  'GET /api/imports/{id}': {
    summary: { ru: 'Одна загрузка с замечаниями', en: 'One import with its warnings' },
    may: reads('imports'),
    params: ById,
    answer: Type.Object({
      import: HistoryRow,
      warnings: Type.Array(
        Type.Object({ where: orNull(Where), message: Text, fix: orNull(Text), count: Type.Integer() }),
      ),
    }),
  },
  'POST /api/imports/undo': {
    summary: { ru: 'Отменить последнюю загрузку', en: 'Take the last import back' },
    may: writes('imports'),
    transaction: 'own',
    body: Type.Object({ importId: Id }, { additionalProperties: false }),
    answer: Type.Object({
      importId: Type.Integer(),
      tables: Type.Array(
        Type.Object({
          table: Type.String(),
          restored: Type.Integer({ description: 'стали прежними. As they were again' }),
          removed: Type.Integer({
            description: 'появились с этой загрузкой и убраны. Came with the import, gone with it',
          }),
        }),
      ),
      followed: Followed,
    }),
  },
} satisfies Contract
