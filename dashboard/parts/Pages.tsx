import { Button, Group, Text } from '@mantine/core'
import { useWords } from '../words/language.tsx'

type Props = { page: number; pages: number; onPage: (page: number) => void }

/** The way between pages of a list; nothing where there is but one. */
export function Pages({ page, pages, onPage }: Props) {
  const { paging } = useWords().common
  if (pages < 2) return null
  return (
    <Group component="nav" aria-label={paging.title} gap="sm" className="no-print">
      <Button variant="default" mih={44} disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {paging.previous}
      </Button>
      <Text size="sm">{paging.page(page, pages)}</Text>
      <Button variant="default" mih={44} disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {paging.next}
      </Button>
    </Group>
  )
}
