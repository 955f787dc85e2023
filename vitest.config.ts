import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defaultExclude, defineConfig } from 'vitest/config'

// each file of tests loads its packages in a process of its own: compiled once and kept, that costs half a second less
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '.build/compiled')

/** Tests that use the machine for themselves: a browser beside twenty other tests would fail by being slow. */
const alone = ['test/journeys/**/*.test.ts', 'test/faults/**/*.test.ts']

/** Tests that put another module in the place of one of ours, which may be loaded already where files share a process. */
const replacing = ['engine/tables/stop-tables.test.ts']

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/support/test-server.ts'],
    // processes and not threads: among threads V8 now and then loses a page of compiled code and ends them all
    // ("Check failed: jit_page.has_value()", nodejs/node#64500); for the same CPU time
    pool: 'forks',
    // by itself it leaves a processor free, which on a machine with two would be half of it; the database works beside the tests
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // what happens by itself is waited for: a second, as the runner has it, is short on a machine that does much beside
    expect: { poll: { timeout: 30_000 } },
    // what a test watches or puts in the place of a global ends with that test: the next file sees the same world
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{app,cli,db,engine,test,bin}/**/*.test.{ts,tsx}'],
          exclude: [...defaultExclude, ...alone, ...replacing],
          // files share a process, so what they import is loaded once and not once for each: two fifths of the CPU of the run
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: replacing } },
      { extends: true, test: { name: 'alone', include: alone, isolate: false } },
    ],
  },
})
