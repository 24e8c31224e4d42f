import { Type } from 'typebox'

const Text = Type.Object({ ru: Type.String(), en: Type.String() })

/** Problems with their places, as `rules check` and `calendar check` answer them. */
export const problemsShape = Type.Array(
  Type.Object({
    code: Type.String(),
    severity: Type.String(),
    where: Type.Object({
      file: Type.Optional(Type.String()),
      line: Type.Optional(Type.Integer()),
      column: Type.Optional(Type.Integer()),
      path: Type.Optional(Type.String()),
    }),
    message: Text,
    fix: Text,
  }),
)
