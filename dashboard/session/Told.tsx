import { Alert } from '@mantine/core'

/** What went wrong with a form, said at once. */
export function Told({ error }: { error: string | undefined }) {
  if (error === undefined) return null
  return (
    <Alert color="red" role="alert">
      {error}
    </Alert>
  )
}
