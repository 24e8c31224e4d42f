import type { Answer } from '../call.ts'
import { useWords } from '../words/language.tsx'

type Reading = Answer<'GET /api/rules/{id}'>['levelsRead'][number]['parts']['ru']

/** A tree of conditions as nested lists: «всё вместе», «хотя бы одно». */
export function Tree({ reading }: { reading: Reading }) {
  const { rule } = useWords().regulation
  if (reading.kind === 'one') return <>{reading.text}</>
  return (
    <div>
      <em>{reading.kind === 'all' ? rule.all : rule.any}</em>
      <ul className="reg-tree">
        {reading.parts.map((part, no) => (
          <li key={no}>
            <Tree reading={part} />
          </li>
        ))}
      </ul>
    </div>
  )
}
