import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import chromium from '@sparticuz/chromium'
import { openBrowser } from '../../test/support/browser.ts'

/** The five main pages. */
const pages = ['/', '/blog/ten-in-the-morning-is-a-boundary', '/handbook/boundaries', '/events', '/contact']
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const runs = 5
const program = join(import.meta.dirname, '../../.build/peers/node_modules/lighthouse/cli/index.js')
const flags = '--headless --no-sandbox --no-zygote --disable-dev-shm-usage --disable-gpu'

interface Report {
  categories: Record<(typeof categories)[number], { score: number | null }>
  audits: Record<string, { title: string; score: number | null; scoreDisplayMode: string }>
}

/**
 * What Lighthouse says of the main pages on its slow telephone, the middle of five runs, and which of its checks find something. It is no
 * part of this project: the npm package `lighthouse` is installed in a folder of its own.
 */
export async function lookFromLighthouse(origin: string): Promise<void> {
  if (!existsSync(program)) {
    process.stdout.write(`\nLighthouse is not there: ${program} is no file (bin/bench --help).\n`)
    return
  }
  const browser = await openBrowser()
  await browser?.close()
  process.stdout.write(`\nLighthouse, as on a telephone, the middle of ${runs} runs: ${categories.join(', ')}\n`)
  for (const path of pages) {
    const reports: Report[] = []
    for (let run = 0; run < runs; run += 1) reports.push(await look(origin + path))
    const scores = categories.map((name) =>
      middleOf(reports.map((one) => Math.round((one.categories[name].score ?? 0) * 100))),
    )
    process.stdout.write(`  ${path.padEnd(44)}${scores.map((score) => String(score).padStart(6)).join('')}\n`)
    for (const [id, { title, score, scoreDisplayMode }] of Object.entries(reports.at(-1)!.audits)) {
      if (score === null || score >= 0.9 || !['binary', 'numeric', 'metricSavings'].includes(scoreDisplayMode)) continue
      process.stdout.write(`      ${id}: ${title}\n`)
    }
  }
}

async function look(url: string): Promise<Report> {
  // opening a browser before has unpacked it, with the libraries that it needs
  const words = [`CHROME_PATH=${await chromium.executablePath()}`, process.execPath, program, url]
  const { stdout } = await promisify(execFile)(
    'env',
    [...words, '--output=json', '--quiet', `--chrome-flags=${flags}`],
    {
      maxBuffer: 100_000_000,
    },
  )
  return JSON.parse(stdout) as Report
}

function middleOf(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}
