import { Button, FileButton, Group, List, Paper, Stack, Text } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from '../words/language.tsx'

type Props = { files: readonly File[]; onChange: (files: readonly File[]) => void; error: ReactNode }

/** Files by dropping them or by a button, several at once; each can be taken out again. */
export function Files({ files, onChange, error }: Props) {
  const { send } = useWords().imports
  const reset = useRef<() => void>(null)
  const [isOver, setIsOver] = useState(false)
  const add = (more: Iterable<File> | null) => {
    const fresh = [...(more ?? [])]
    // The same file may be chosen again after it was taken out.
    reset.current?.()
    onChange([...files.filter(({ name }) => !fresh.some((each) => each.name === name)), ...fresh])
  }
  const over = (value: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setIsOver(value)
  }
  return (
    <Stack gap="xs" w="100%">
      <Paper
        withBorder
        p="lg"
        style={{ borderStyle: 'dashed', ...(isOver && { borderColor: 'var(--mantine-primary-color-filled)' }) }}
        onDragOver={over(true)}
        onDragLeave={over(false)}
        onDrop={(event) => {
          over(false)(event)
          add(event.dataTransfer.files)
        }}
      >
        <Stack align="center" gap="xs">
          <Text visibleFrom="sm">
            {send.drop} {send.or}
          </Text>
          <FileButton multiple onChange={add} resetRef={reset} inputProps={{ 'aria-label': send.choose }}>
            {(button) => (
              <Button variant="default" aria-describedby="files-takes" {...button}>
                {send.choose}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed" ta="center" id="files-takes">
            {send.takes}
          </Text>
        </Stack>
      </Paper>
      <div aria-live="polite">
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        {files.length > 0 && (
          <Chosen files={files} onRemove={(file) => onChange(files.filter((each) => each !== file))} />
        )}
      </div>
    </Stack>
  )
}

function Chosen({ files, onRemove }: { files: readonly File[]; onRemove: (file: File) => void }) {
  const { send } = useWords().imports
  return (
    <>
      <Text size="sm" fw={500}>
        {send.chosen}
      </Text>
      <List listStyleType="none" spacing={0}>
        {files.map((file) => (
          <List.Item key={file.name}>
            <Group gap="xs">
              <Text size="sm">{file.name}</Text>
              <Text size="sm" c="dimmed">
                {send.size(file.size)}
              </Text>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                onClick={() => onRemove(file)}
                aria-label={send.remove(file.name)}
              >
                ✕
              </Button>
            </Group>
          </List.Item>
        ))}
      </List>
    </>
  )
}
