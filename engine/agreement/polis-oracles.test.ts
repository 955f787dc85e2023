import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sequence, streamKey } from '../chance.ts'
import { foundGroupsReport } from './agreement-report.ts'
import { findGroups } from './found-groups.ts'
import { groupAgreement } from './group-agreement.ts'
import { kMeans } from './k-means.ts'
import { type OpinionPlaces, placeVoters } from './opinion-places.ts'
import { representing } from './representative.ts'
import { silhouette } from './silhouette.ts'
import { sideGroups, tallyVotes } from './tally.ts'
import { buildVotes, type Votes } from './votes.ts'

const shared = new URL('../../../shared/', import.meta.url)
const matrix = (name: string) => new URL(`data/polis/${name}/participants-votes.csv.gz`, shared)
const oracleOf = (name: string) => new URL(`oracles/polis_${name}.json`, shared)
const conversations = ['london.youth.policing', 'vtaiwan.uberx']
const here = conversations.every((name) => existsSync(matrix(name)) && existsSync(oracleOf(name)))

/** The votes as published, with the groups Polis itself found as the named sides. */
function publishedVotes(name: string): Votes {
  const lines = gunzipSync(readFileSync(matrix(name)))
    .toString()
    .trim()
    .split(/\r?\n/)
  const [head, ...rows] = lines.map((line) => line.split(','))
  const columns = head!.flatMap((title, at) => (/^\d+$/.test(title) ? [{ id: title, at }] : []))
  const group = head!.indexOf('group-id')
  const says = { '1': 'agree', '0': 'pass', '-1': 'disagree' } as const
  return buildVotes({
    sides: [...new Set(rows.map((row) => row[group]!))].filter((id) => id !== ''),
    statements: columns,
    voters: rows.map((row, i) => ({ id: `voter ${i}`, sides: row[group] === '' ? [] : [row[group]!] })),
    votes: rows.flatMap((row, i) =>
      columns
        .filter(({ at }) => row[at] !== '')
        .map(({ id, at }) => ({ voter: `voter ${i}`, statement: id, says: says[row[at] as keyof typeof says] })),
    ),
  })
}

describe.skipIf(!here)('on published votes (skipped where ../shared/data/polis is absent)', () => {
  describe.each(conversations)('%s', (name) => {
    const votes = here ? publishedVotes(name) : null!
    const oracle = here ? JSON.parse(readFileSync(oracleOf(name), 'utf8')) : null
    const groups = here ? sideGroups(votes) : null!
    const tally = here ? tallyVotes(votes, groups) : null!
    const statement = (id: number) => votes.ids.statements.indexOf(String(id))

    it('counts the votes', () => {
      expect(votes.voters).toBe(oracle.participants)
      expect([votes.says.length, votes.says.filter((s) => s === 1).length]).toEqual([oracle.votes, oracle.agree])
      expect(Array.from(groups.people)).toEqual(Object.values(oracle.groups))
    })

    it('gives the group-informed consensus of Polis to twelve digits, both ways', () => {
      oracle.tids.forEach((id: number, t: number) => {
        for (const says of ['agree', 'disagree'] as const) {
          const counts = Array.from({ length: groups.count }, (_, g) => {
            const at = g * tally.statements + statement(id)
            return { count: tally[says][at]!, seen: tally.seen[at]! }
          })
          const known = oracle[`group_aware_consensus_${says}`][t]
          expect(groupAgreement(counts, 1)!.product / known).toBeCloseTo(1, 12)
        }
      })
    })

    it('gives the numbers of representativeness to twelve digits', () => {
      let compared = 0
      for (const [side, rows] of Object.entries(oracle.repness as Record<string, Record<string, number>[]>)) {
        const g = votes.ids.sides.indexOf(side)
        for (const row of rows) {
          const agree = representing(tally, g, statement(row['tid']!), 'agree')
          const disagree = representing(tally, g, statement(row['tid']!), 'disagree')
          const ours = [agree.rate, agree.test, agree.ratio, agree.ratioTest]
          const theirs = [disagree.rate, disagree.test, disagree.ratio, disagree.ratioTest]
          ours.forEach((value, k) => void expect(value).toBeCloseTo(row[['pa', 'pat', 'ra', 'rat'][k]!]!, 12))
          theirs.forEach((value, k) => void expect(value).toBeCloseTo(row[['pd', 'pdt', 'rd', 'rdt'][k]!]!, 12))
          compared++
        }
      }
      expect(compared).toBe(groups.count * oracle.tids.length)
    })

    it('places people on the axes that numpy finds, to ten digits', () => {
      const places = placeVoters(votes, 1) as OpinionPlaces
      const { pca } = oracle
      expect(places.voter.length).toBe(pca.rows_kept)
      places.share!.forEach((share, k) => void expect(share).toBeCloseTo(pca.explained_variance_ratio_first5[k], 12))
      const axis = [pca.comp1, pca.comp2]
      oracle.tids.forEach((id: number, t: number) => {
        for (const k of [0, 1]) {
          expect(places.loading![k * tally.statements + statement(id)]).toBeCloseTo(axis[k][t], 10)
        }
      })
      const kept = Array.from({ length: votes.voters }, (_, i) => i).filter(
        (i) => votes.start[i + 1]! - votes.start[i]! >= Math.min(7, tally.statements),
      )
      pca.projection_first20.forEach(([x, y]: [number, number], row: number) => {
        const at = places.voter.indexOf(kept[row]!)
        expect(places.place[2 * at]).toBeCloseTo(x, 10)
        expect(places.place[2 * at + 1]).toBeCloseTo(y, 10)
      })
    })

    it('divides them with no more inertia than scikit-learn, and measures the same silhouette', () => {
      const { place } = placeVoters(votes, 1) as OpinionPlaces
      const points = { place, weight: new Float64Array(place.length / 2).fill(1) }
      for (const [k, known] of Object.entries(
        oracle.kmeans_on_2d as Record<string, { inertia: number; silhouette: number }>,
      )) {
        const division = kMeans(points, Number(k), 20, sequence(streamKey(1, 'oracle')))
        expect(division.inertia / known.inertia).toBeLessThan(1 + 1e-11)
        const same = Math.abs(division.inertia / known.inertia - 1) < 1e-10
        expect(silhouette(points, division.groupOf, Number(k))).toBeCloseTo(known.silhouette, same ? 9 : 2)
      }
    })

    it('tells the groups of a large conversation from chance, and not those of 26 people', () => {
      const { byChance } = foundGroupsReport(votes, { mostGroups: 5, seed: 7, shuffles: 9 })
      if (name === 'vtaiwan.uberx') expect(byChance!.share).toBe(0)
      else expect(byChance!.share).toBeGreaterThan(0.1)
    })

    it('finds two groups, of which none is under five people', () => {
      const found = findGroups(votes, { mostGroups: 5, seed: 7 })
      if ('cannotSay' in found) throw new Error(found.cannotSay)
      expect([found.count, found.placed]).toEqual([2, oracle.pca.rows_kept])
      expect(found.silhouette).toBeGreaterThan(0.42)
      // almost everybody whom Polis placed, too, stands with the same others
      const pairs = new Map<string, number>()
      for (let i = 0; i < votes.voters; i++) {
        if (found.groupOf[i]! < 0 || votes.sideStart[i] === votes.sideStart[i + 1]) continue
        const pair = `${found.groupOf[i]} ${votes.side[votes.sideStart[i]!]}`
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
      }
      const all = [...pairs.values()].reduce((a, b) => a + b)
      const best = [0, 1].map((g) =>
        Math.max(...[...pairs].filter(([pair]) => pair.startsWith(`${g} `)).map(([, n]) => n)),
      )
      expect((best[0]! + best[1]!) / all).toBeGreaterThan(name === 'vtaiwan.uberx' ? 0.9 : 0.7)
    })
  })
})
