import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

it('every part of Mantine that a page imports has its styles in the sheet', () => {
  const sheet = readFileSync(join(root, 'dashboard/mantine.css'), 'utf8')
  const parts = globSync('dashboard/**/*.tsx', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim().replace(/^type /, '')),
    )
  })
  const styled = [...new Set(parts)].filter((name) =>
    existsSync(join(root, `node_modules/@mantine/core/styles/${name}.css`)),
  )
  expect(styled.length).toBeGreaterThan(25)
  expect(styled.filter((name) => !sheet.includes(`/styles/${name}.css"`))).toEqual([])
})
