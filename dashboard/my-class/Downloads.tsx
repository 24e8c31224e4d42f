import { Anchor, Group, Stack, Title } from '@mantine/core'
import { addressOf } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { useLanguage } from '../words/language.tsx'

const formats = ['pdf', 'xlsx', 'csv'] as const

/** The list of the class as a file. */
export function Downloads({ classId }: { classId: number }) {
  const { words, lang } = useLanguage()
  const { myClass } = words
  const on = useOn()
  return (
    <section aria-labelledby="downloads" className="no-print">
      <Stack gap={4}>
        <Title order={2} id="downloads">
          {myClass.list}
        </Title>
        <Group gap="lg">
          {formats.map((format) => (
            <Anchor
              key={format}
              href={addressOf('GET /api/documents/class-list', {}, { class: classId, format, lang, on })}
              download
              py={8}
              className="tap"
            >
              {format.toUpperCase()}
            </Anchor>
          ))}
        </Group>
      </Stack>
    </section>
  )
}
