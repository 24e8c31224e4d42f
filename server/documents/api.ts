import { Type } from 'typebox'
import { reads } from '../domain/access/access.ts'
import { type Contract, Day, FileAnswer, Id, OnDay } from '../http/contract.ts'
import { MondayPage } from './content/monday-shape.ts'

const Language = Type.Optional(Type.Union([Type.Literal('ru'), Type.Literal('en')]))

export const documentsApi = {
  'GET /api/documents/monday': {
    summary: { ru: 'Страница понедельника файлом', en: 'The Monday page as a file' },
    may: reads('duties'),
    query: Type.Object({
      ...OnDay,
      lang: Language,
      format: Type.Optional(Type.Union([Type.Literal('pdf'), Type.Literal('json')])),
    }),
    answer: FileAnswer,
    trail: 'export',
  },
  'GET /api/documents/monday/page': {
    summary: { ru: 'Страница понедельника', en: 'The Monday page' },
    may: reads('duties'),
    query: Type.Object(OnDay),
    answer: MondayPage,
    trail: 'view',
  },
  'GET /api/documents/class-list': {
    summary: { ru: 'Список сигналов класса файлом', en: 'The flags of a class as a file' },
    may: reads('flags'),
    query: Type.Object({
      ...OnDay,
      class: Id,
      lang: Language,
      format: Type.Optional(Type.Union([Type.Literal('pdf'), Type.Literal('xlsx'), Type.Literal('csv')])),
    }),
    answer: FileAnswer,
    trail: 'export',
  },
  'GET /api/documents/snapshot': {
    summary: { ru: 'Снимок исполнения регламента на день (ВШК)', en: 'The dated snapshot of the regulation' },
    may: reads('duties'),
    query: Type.Object({
      ...OnDay,
      from: Type.Optional(Day),
      to: Type.Optional(Day),
      point: Type.Optional(Type.String({ maxLength: 10 })),
      class: Type.Optional(Id),
      lang: Language,
      format: Type.Optional(Type.Union([Type.Literal('pdf'), Type.Literal('json'), Type.Literal('xlsx')])),
    }),
    answer: FileAnswer,
    trail: 'export',
  },
} satisfies Contract
