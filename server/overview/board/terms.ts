import type { Period } from '../../domain/calendar/span.ts'
import { spanOf } from '../../domain/duties/reporting.ts'
import type { JudgedSchool } from './judged.ts'
import type { Scope } from './scope.ts'

/**
 * Terms of the school year that have begun, by their first days: the periods of final marks of the classes that a scope
 * reaches. `grades` are those whose term it is, in order; null where it is a term of all of them.
 */
export function termsOfYear({ present, termsOf, asOf }: JudgedSchool, scope: Scope) {
  const classes = present.filter(({ id }) => scope.classes?.includes(id) ?? true)
  const grades = [...new Set(classes.map(({ grade }) => grade))].sort((one, other) => one - other)
  const own = grades.flatMap((grade) => termsOf(grade).map((term) => ({ grade, term })))
  return [...Map.groupBy(own, ({ term }) => nameOf(term)).values()]
    .flatMap(([first, ...rest]) => {
      if (!first || first.term.from > asOf) return []
      const sharing = [first, ...rest].map(({ grade }) => grade)
      return [{ term: first.term, grades: sharing.length === grades.length ? null : sharing }]
    })
    .toSorted((one, other) => one.term.from - other.term.from || one.term.to - other.term.to)
    .map(({ term, grades: sharing }) => ({ period: spanOf(term).id, title: term.title, grades: sharing }))
}

function nameOf(term: Period): string {
  return `${spanOf(term).id}|${term.title.ru}`
}
