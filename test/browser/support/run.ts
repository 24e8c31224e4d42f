import type { TestProject } from 'vitest/node'
import { startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the product is served. */
    origin: string
  }
}

/** One product for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { origin, stop } = await startProduct()
  project.provide('origin', origin)
  return stop
}
