import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Contract, Route } from '../../server/http/contract.ts'

const server = join(import.meta.dirname, '../../server')

type Named = readonly [name: string, route: Route]

/** The routes of every feature, read from the folders: nobody has to remember to add one to a list. */
export const features: readonly { readonly feature: string; readonly routes: readonly Named[] }[] = await Promise.all(
  readdirSync(server)
    .filter((feature) => existsSync(join(server, feature, 'api.ts')))
    .map(async (feature) => ({ feature, routes: await routesOf(join(server, feature, 'api.ts')) })),
)

export const routes: readonly Named[] = features.flatMap(({ routes }) => routes)

async function routesOf(file: string): Promise<Named[]> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
  return Object.entries(module)
    .filter(([name]) => name.endsWith('Api'))
    .flatMap(([, contract]) => Object.entries(contract as Contract))
}
