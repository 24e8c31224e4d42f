import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import etag from '@fastify/etag'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { serveAttendance } from './attendance/routes.ts'
import { serveAudit } from './audit/routes.ts'
import { serveDocuments } from './documents/routes.ts'
import { serveEscalations } from './escalations/routes.ts'
import { serveFamily } from './family/routes.ts'
import { serveFlags } from './flags/routes.ts'
import { serveApiPage } from './http/api-page.ts'
import { answerError, answerNotFound, defectOf } from './http/errors.ts'
import { serveHealth } from './http/health.ts'
import { answerPolicy, servePage } from './http/page.ts'
import type { Room } from './http/serve.ts'
import { validatorOf } from './http/validate.ts'
import { serveImports } from './imports/routes.ts'
import { serveInteractions } from './interactions/routes.ts'
import { serveOverview } from './overview/routes.ts'
import { servePeople } from './people/routes.ts'
import { servePupils } from './pupils/routes.ts'
import { serveRegulation } from './regulation/routes.ts'
import { serveRoster } from './roster/routes.ts'
import { serveSchool } from './school/routes.ts'
import { serveSearch } from './search/routes.ts'
import { serveSession } from './session/routes.ts'
import { serveSetup } from './setup/routes.ts'
import { serveWaivers } from './waivers/routes.ts'

export type AppOptions = {
  /** Whether requests and defects are logged, or where to. */
  readonly log?: boolean | { readonly write: (line: string) => void }
  readonly metricsToken?: string | undefined
  /** Folder of the built dashboard; false serves the API alone. */
  readonly pages?: string | false
  /** Addresses of proxies whose word on the caller's address is taken. */
  readonly trustProxy?: string[] | boolean
  /** Requests a minute from one address; tests raise it. */
  readonly requestsPerMinute?: number
}

/** Every feature on the list below: what is not here is not served. */
const features = [
  serveSession,
  serveAudit,
  servePeople,
  serveOverview,
  serveImports,
  serveInteractions,
  serveRoster,
  serveAttendance,
  serveDocuments,
  serveEscalations,
  serveFlags,
  serveRegulation,
  serveSchool,
  servePupils,
  serveSearch,
  serveWaivers,
  serveSetup,
  serveFamily,
]

/** The server, ready to listen or to be asked by `inject`. */
export async function createApp(room: Room, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    logger: loggerOf(options.log),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: 1_048_576,
  })
  app.setErrorHandler(answerError)
  app.setValidatorCompiler(validatorOf)
  // Before every plugin: a "no" from one of them carries the policy too.
  await app.register(helmet, protection)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', answerPolicy)
  })
  await app.register(rateLimit, {
    max: options.requestsPerMinute ?? 1_200,
    timeWindow: '1 minute',
    allowList: ({ url }) => url.startsWith('/assets/'),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  })
  await app.register(compress, { threshold: 1_024 })
  await app.register(etag, { weak: true })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: 200 * 1_048_576, files: 20 } })
  await serveApiPage(app)
  serveHealth(app, room, options.metricsToken)
  for (const feature of features) feature(app, room)
  if (options.pages === false) app.setNotFoundHandler(answerNotFound)
  else await servePage(app, options.pages)
  return app
}

/** The policy is set apart; what only browsers of the last decade read is left out of some forty answers a page. */
const protection = {
  contentSecurityPolicy: false,
  crossOriginEmbedderPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const

/** One line a request: what was asked and how long it took; never who, never the words of a search. */
function loggerOf(log: AppOptions['log']): NonNullable<FastifyServerOptions['logger']> {
  if (log === undefined || log === false) return false
  return {
    level: 'info',
    serializers: {
      req: ({ method, routeOptions }) => ({ method, url: routeOptions?.url ?? 'page' }),
      // Fastify's own lines hand errors over whole.
      err: (error) => {
        const { name, ...rest } = defectOf(error)
        return { type: name, message: '', stack: '', ...rest }
      },
    },
    ...(log !== true && { stream: log }),
  }
}
