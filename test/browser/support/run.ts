import type { TestProject } from 'vitest/node'
import { startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the product is served. */
    origin: string
    /** Milliseconds by which its clock is ahead of that of the machine. */
    ahead: number
  }
}

/** One product for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { origin, ahead, stop } = await startProduct()
  project.provide('origin', origin)
  project.provide('ahead', ahead)
  return stop
}
