/** Characters a password has at least (NIST SP 800-63B asks for eight; length is what counts, so no classes of characters). */
export const passwordLength = 10

export type PasswordProblem = 'short' | 'common' | 'own'

/**
 * What is wrong with a password: too short, among those that are tried first, or made of the login or the name of its owner.
 * Undefined where nothing is.
 */
export function passwordProblem(
  password: string,
  owner: { readonly login: string; readonly name: string },
): PasswordProblem | undefined {
  if (password.length < passwordLength) return 'short'
  const plain = password.toLowerCase().replaceAll('ё', 'е')
  if (isCommon(plain)) return 'common'
  // Parts of a name of three letters and fewer are in too many words.
  const own = [owner.login, owner.name.replaceAll(/\s+/g, ''), ...owner.name.split(/\s+/)]
    .map((part) => part.toLowerCase().replaceAll('ё', 'е'))
    .filter((part) => part.length > 3)
  return own.some((part) => lettersLeft(plain, part) < 4) ? 'own' : undefined
}

/** How much of a password is left without a word of its owner and digits: «ivanova2026» leaves nothing. */
function lettersLeft(password: string, word: string): number {
  if (!password.includes(word)) return Number.POSITIVE_INFINITY
  return password.replaceAll(word, '').replaceAll(/[^\p{L}]/gu, '').length
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < 4) return true
  if (rows.some((row) => row.includes(plain))) return true
  // Digits and signs around a common word do not make it another one.
  const word = plain.replaceAll(/[^a-zа-я]/g, '')
  return common.has(plain) || (word.length > 0 && word.length >= plain.length - 4 && common.has(word))
}

/** Keys in the order of a keyboard, forth and twice. */
const rows = [
  '12345678901234567890',
  '98765432109876543210',
  'qwertyuiopasdfghjklzxcvbnm',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  '1q2w3e4r5t6y7u8i9o0p',
  'qwerty123456789',
  'qwe123qwe123qwe123',
]

const common = new Set([
  'password',
  'passwordpassword',
  'passw0rd',
  'qwerty',
  'qwertyqwerty',
  'qwertyuiop',
  'administrator',
  'adminadmin',
  'welcome',
  'letmein',
  'iloveyou',
  'changeme',
  'changemenow',
  'superman',
  'football',
  'princess',
  'sunshine',
  'schoolschool',
  'teacher',
  'teacherteacher',
  'директор',
  'директордиректор',
  'завуч',
  'пароль',
  'парольпароль',
  'учитель',
  'учительница',
  'классныйруководитель',
  'школа',
  'школашкола',
  'любовь',
  'солнышко',
  'привет',
  'приветпривет',
  'россия',
  'москва',
  'наташа',
  'регламент',
  'reglament',
  'йцукен',
  'йцукенйцукен',
  'gfhjkm',
  'gfhjkmgfhjkm',
  'zxcvbnm',
  'asdfghjkl',
])
