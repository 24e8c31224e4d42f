import { type Answer, addressOf, CallError, type Said } from '../call.ts'

export type Trial = Answer<'POST /api/imports/trial'>

const offline: Said = {
  ru: 'Нет связи с сервером. Проверьте сеть и попробуйте ещё раз: выбранные файлы остались на странице.',
  en: 'The server cannot be reached. Check the network and try again: the files are still chosen.',
}

/** Sends the form and tells how much of it has gone, in per cent: `fetch` does not know. Throws CallError. */
export function sendFiles(form: FormData, onShare: (share: number) => void): Promise<Trial> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf('POST /api/imports/trial'))
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(Math.floor((loaded / total) * 100)))
    request.addEventListener('load', () => {
      const told = request.response as Trial | { code?: string; said?: Said } | null
      if (request.status === 200 && told && 'state' in told) return resolve(told)
      const { code = 'unknown', said = offline } = (told ?? {}) as { code?: string; said?: Said }
      return reject(new CallError(request.status, code, said))
    })
    request.addEventListener('error', () => reject(new CallError(0, 'offline', offline)))
    request.send(form)
  })
}
