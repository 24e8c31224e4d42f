import { Button, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage } from '../words/language.tsx'

/** What was remarked about an import. */
export function Details({ id, count, refused }: { id: number; count?: number; refused: number }) {
  const { words, lang } = useLanguage()
  const { history, trial } = words.imports
  const [isOpen, { open, close }] = useDisclosure()
  const query = useQuery({
    queryKey: ['imports', id],
    queryFn: () => call('GET /api/imports/{id}', { params: { id } }),
    enabled: isOpen,
  })
  return (
    <>
      <Button variant="subtle" size="compact-sm" px={0} onClick={open}>
        {count === undefined ? history.refused(refused) : history.warnings(count)}
      </Button>
      <Modal opened={isOpen} onClose={close} size="lg" title={history.details(id)}>
        <Loaded query={query}>
          {({ warnings }) => (
            <Stack gap="xs">
              {refused > 0 && <Text size="sm">{history.refusedGone(refused)}</Text>}
              {warnings.map(({ where, message, fix, count: times }, no) => (
                <Text size="sm" key={no}>
                  {where?.file && <b>{where.file}. </b>}
                  {message[lang]} {fix?.[lang]}
                  {trial.times(times)}
                </Text>
              ))}
            </Stack>
          )}
        </Loaded>
      </Modal>
    </>
  )
}
