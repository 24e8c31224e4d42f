import { describe, expect, it } from 'vitest'
import { passwordProblem } from '../../server/domain/access/password.ts'

const owner = { login: 'ivanova.mp', name: 'Иванова Мария Петровна' }

describe('a password', () => {
  it.each([
    ['короткий', 'short'],
    ['123456789', 'short'],
    ['1234567890', 'common'],
    ['qwertyuiop', 'common'],
    ['йцукенгшщз', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['Парольпароль', 'common'],
    ['password12', 'common'],
    ['учительница1', 'common'],
    ['ivanova.mp', 'own'],
    ['ivanova.mp2026', 'own'],
    ['Иванова2026', 'own'],
    ['2026-Мария!', 'own'],
  ])('%s is refused: %s', (password, problem) => {
    expect(passwordProblem(password, owner)).toBe(problem)
  })

  it.each(['зонтик чайник лампа', 'korable-stroitel', 'Иванова любит сливы', 'q8Zt-mmpw-77'])(
    '%s is taken',
    (password) => {
      expect(passwordProblem(password, owner)).toBeUndefined()
    },
  )
})
