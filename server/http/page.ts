import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'
import { answerNotFound } from './errors.ts'

export const builtFolder = join(import.meta.dirname, '../../dashboard/dist')

/**
 * Serves the built dashboard: its files for a year, for their names change with their content; the page itself anew for
 * every visit, with a nonce of its own for the styles that the page makes.
 */
export async function servePage(app: FastifyInstance, folder: string = builtFolder): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) throw notBuilt()
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  })
  app.get('/favicon.svg', { schema: { hide: true } }, (_request, reply) => reply.sendFile('favicon.svg', folder))
  app.setNotFoundHandler((request, reply) =>
    isVisit(request) ? sendPage(reply, page) : answerNotFound(request, reply),
  )
}

/** A person's browser asking for an address: every one that is no part of the API is a screen of the page. */
function isVisit({ method, url }: FastifyRequest): boolean {
  return method === 'GET' && !/^\/(api|assets|health|metrics)\b/.test(url)
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', pagePolicy(nonce))
    .send(page.replaceAll('__NONCE__', nonce))
}

/** Nothing from outside, nothing inline but styles with the page's own nonce. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Of an answer that is no page nothing may be shown, run or framed. */
export const answerPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

function notBuilt(): Refusal {
  return new Refusal('not-built', {
    ru: 'Страницы не собраны. Выполните: npm run build',
    en: 'The pages are not built. Run: npm run build',
  })
}
