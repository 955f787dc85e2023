import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packagesInWords, pointsOfReports } from './security-report.ts'

test('a grave advisory that nobody explained fails, a slight one and a silent registry do not', () => {
  const advisory = (severity: string) => ({ severity, via: [{ title: 'A hole' }] })
  expect(packagesInWords({ a: advisory('high'), b: advisory('low'), c: advisory('moderate') }).open).toBe(2)
  expect(packagesInWords({ a: advisory('high') }).lines[1]).toBe('  a: high: A hole')
  expect(packagesInWords({}).open).toBe(0)
  expect(packagesInWords(null)).toEqual({ lines: [expect.stringContaining('not available')], open: 0 })
})

test('each point of the checklist is listed with the tests that hold it, and those without one are named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecotone-report-'))
  const assertionResults = [
    { title: 'D24: an SVG is refused', status: 'passed' },
    { title: 'D24: a bomb is refused', status: 'passed' },
    { title: 'D25: shown as text', status: 'failed' },
    { title: 'E9: measures of a person to that person alone', status: 'passed' },
    { title: 'D244: of no list', status: 'passed' },
  ]
  await writeFile(join(folder, 'report.json'), JSON.stringify({ testResults: [{ assertionResults }] }))
  const lines = await pointsOfReports([join(folder, 'report.json')])
  await rm(folder, { recursive: true })
  expect(lines).toContain('  D24 an SVG is refused (and 1 more)')
  expect(lines).toContain('  D25 no test has this title')
  expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(10 + 7 + 6 + 6 + 6)
  expect(lines.at(-1)).toMatch(/^Without a test of their name: A1, .*D25.*E35$/)
})
