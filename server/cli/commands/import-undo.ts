import { Type } from 'typebox'
import { type UndoResult, undoImport } from '../../imports/imports.ts'
import { command } from '../command.ts'
import { byOption, personOf } from '../person.ts'
import { type Refreshment, refreshLines, refreshSchool, refreshShape } from '../refreshment.ts'
import { tableLines } from '../table.ts'
import { dayText } from '../words/format.ts'
import { wordsOf } from '../words/words.ts'

type Answer = UndoResult & { refresh: Refreshment }

export const importUndoCommand = command<Answer>({
  name: 'import undo',
  summary: { ru: 'Отменить последнюю загрузку', en: 'Take the last import back' },
  positionals: [],
  options: { by: byOption },
  needs: 'school',
  shape: Type.Object({
    importId: Type.Integer(),
    profile: Type.String(),
    exportedOn: Type.String(),
    tables: Type.Array(
      Type.Object({
        table: Type.String(),
        restored: Type.Integer({ description: 'стали прежними. As they were again' }),
        removed: Type.Integer({
          description: 'появились с этой загрузкой и убраны. Came with the import, gone with it',
        }),
      }),
    ),
    refresh: refreshShape,
  }),
  run: async (context) => {
    const undone = await undoImport(context.db, context.school.id, { author: personOf(context) })
    return { code: 0, answer: { ...undone, refresh: await refreshSchool(context) } }
  },
  print: ({ importId, profile, exportedOn, tables, refresh }, lang) => {
    const words = wordsOf(lang).importing
    const rows = tables.map(({ table, restored, removed }) => [
      words.tables[table] ?? table,
      String(restored),
      String(removed),
    ])
    return [
      ...(rows.length > 0 ? [...tableLines(words.undoHeader, rows), ''] : []),
      words.undone(importId, profile, dayText(exportedOn, lang)),
      ...refreshLines(refresh, lang),
    ]
  },
})
