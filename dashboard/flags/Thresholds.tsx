import { Table } from '@mantine/core'
import { dayFull } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Part, type Whole } from './FlagPage.tsx'

/** Each number beside the threshold it was held against, and since when that threshold stands. */
export function Thresholds({ flag }: { flag: Whole }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { flags, common } = words
  const { page, operators } = flags
  const number = (text: string | null) =>
    text === null ? common.unknown : (lang === 'ru' ? text.replace('.', ',') : text).replace(/^-/, '−')
  return (
    <Part title={page.thresholds}>
      <TableBox label={page.thresholds} head={[page.fact, page.actual, page.threshold, page.from, page.holds]}>
        {flag.thresholds.map(({ label, operator, actual, threshold, since, holds }, no) => (
          <Table.Tr key={no}>
            <Table.Th scope="row" fw={400}>
              {say(label)}
            </Table.Th>
            <Table.Td>{number(actual)}</Table.Td>
            <Table.Td>
              {operators[operator] ?? operator} {number(threshold)}
            </Table.Td>
            <Table.Td>{since === null ? '' : dayFull(since, lang)}</Table.Td>
            <Table.Td>{holds === null ? common.unknown : holds ? common.yes : common.no}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </Part>
  )
}
