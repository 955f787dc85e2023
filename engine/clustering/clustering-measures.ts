import { stretch } from '../control.ts'
import { measure } from '../measure.ts'
import type { Landscape } from '../network/landscape.ts'
import { networkParameters } from '../network/network-of.ts'
import { runParts } from '../parts.ts'
import { clusteringParts } from './clustering.ts'
import { kCore } from './k-core.ts'
import { networkOnce, onNetworkOnce } from './network-once.ts'

const { kinds } = networkParameters

const forThePersonAlone =
  'For the person alone, never for others and never as a list of people. What nobody was asked about looks like what is not there.'

const clusteringOnLandscape = onNetworkOnce(
  clusteringParts,
  () => null,
  (found) => found,
)

export const clusteringMeasures = [
  measure({
    id: 'k-core',
    family: 'position',
    question: 'How deep in the network does each person sit?',
    input: 'landscape',
    parameters: { kinds },
    outputs: {
      core: {
        per: 'person',
        unit: 'ties, 0 or more',
        means: 'largest k for which the person belongs to a group where everybody has k ties inside it',
      },
      deepest: { per: 'whole', unit: 'ties, 0 or more', means: 'the largest core number there is' },
      inDeepest: { per: 'whole', unit: 'people', means: 'how many people have it' },
    },
    cost: 'Grows with people and ties; about a second at ten million ties.',
    when: {
      empty: 'No people: no values, and 0 as the deepest. No ties: 0 for everybody.',
      disconnected: 'Every piece has its own cores; they are numbered alike.',
      directed: 'A one-way tie counts as a tie.',
      weighted: 'Strengths are not read; several accounts of a pair are one tie.',
    },
    caution: `It counts ties, not what they carry: one list of members that was taken for ties makes a deep core. The rim is no failing; new things often arrive there. ${forThePersonAlone}`,
    citation: [
      'Seidman 1983, Network structure and minimum degree, Social Networks 5, 269–287',
      'Batagelj and Zaveršnik 2003, An O(m) algorithm for cores decomposition of networks',
    ],
    run: (landscape: Landscape, values, control) => {
      const core = kCore(networkOnce(landscape, values, stretch(control, 0, 0.4)), stretch(control, 0.4, 1))
      const deepest = core.reduce((most, one) => Math.max(most, one), 0)
      return { core, deepest, inDeepest: core.filter((one) => one === deepest).length }
    },
  }),
  measure({
    id: 'clustering',
    family: 'position',
    question: 'Do the contacts of a person know each other?',
    input: 'landscape',
    parameters: { kinds },
    outputs: {
      local: {
        per: 'person',
        unit: 'share, 0 to 1',
        means: 'share of the pairs of a person’s contacts that have a tie; 0 for fewer than two contacts',
      },
      triangles: { per: 'person', unit: 'triangles', means: 'pairs of contacts that have a tie' },
      total: { per: 'whole', unit: 'triangles', means: 'triangles in all' },
      mean: { per: 'whole', unit: 'share, 0 to 1', means: 'mean of the local shares over all people' },
      transitivity: {
        per: 'whole',
        unit: 'share, 0 to 1',
        means: 'of all chains of two ties, the share whose ends have a tie; nothing without such a chain',
      },
    },
    cost: 'About ties · mean ties of a person, at worst ties to the power of 1.5; some four seconds at ten million ties.',
    when: {
      empty: 'No people: 0 triangles and no values. No ties: 0 for everybody, and no transitivity.',
      disconnected: 'Nothing changes; triangles lie inside pieces.',
      directed: 'A one-way tie counts as a tie.',
      weighted: 'Strengths are not read; several accounts of a pair are one tie.',
    },
    caution: `People with few ties have high or no values by arithmetic, and a list of members that was taken for ties is all triangles. High is not good: a circle where all know each other hears little from outside. ${forThePersonAlone}`,
    citation: [
      'Watts and Strogatz 1998, Collective dynamics of small-world networks, Nature 393, 440–442',
      'Schank and Wagner 2005, Finding, counting and listing all triangles in large graphs (the algorithm)',
    ],
    run: (landscape: Landscape, values, control) => runParts(clusteringOnLandscape, landscape, values, control),
    parts: clusteringOnLandscape,
  }),
] as const
