import { type Answer, addressOf, CallError, errorOf, offline } from '../call.ts'

export type Trial = Answer<'POST /api/imports/trial'>

/** Sends the form and tells how much of it has gone, in per cent: `fetch` does not know. Throws CallError. */
export function sendFiles(form: FormData, onShare: (share: number) => void): Promise<Trial> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf('POST /api/imports/trial'))
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(Math.floor((loaded / total) * 100)))
    request.addEventListener('load', () => {
      const told = request.response as Trial | object | null
      if (request.status === 200 && told && 'state' in told) return resolve(told)
      return reject(errorOf(request.status, told))
    })
    request.addEventListener('error', () => reject(new CallError(0, 'offline', offline)))
    request.send(form)
  })
}
