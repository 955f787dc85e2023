import { measure } from '../measure.ts'
import type { DrawPool } from './draw-pool.ts'
import { drawPanel, fairDraw } from './fair-draw.ts'

export const drawMeasures = [
  measure({
    id: 'fair-draw',
    family: 'draw',
    question:
      'Who is drawn when more want in than fit, so that every side is there and chances are as equal as can be?',
    input: 'pool',
    parameters: {
      seed: { kind: 'seed', means: 'seed of the draw itself; chances do not depend on it', default: 1 },
    },
    outputs: {
      kind: { per: 'whole', unit: 'word', means: 'fair, or no-panel when no panel meets the quotas' },
      chance: { per: 'person', unit: 'chance, 0 to 1', means: 'for that person alone' },
      least: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'the smallest chance; no lottery under these quotas gives more',
      },
      impossible: { per: 'whole', unit: 'people', means: 'how many no panel can hold: tell them before the draw' },
      lottery: {
        per: 'whole',
        unit: 'chances, adding up to 1',
        means: 'how many of each kind of people a panel holds, and how likely it is',
      },
      panel: { per: 'whole', unit: 'ids', means: 'the people drawn with this seed' },
      conflict: {
        per: 'whole',
        unit: 'quotas',
        means: 'no-panel: bounds that cannot hold together, although any one less could',
      },
      relaxation: { per: 'whole', unit: 'quotas', means: 'no-panel: the smallest change that makes a panel possible' },
    },
    cost: 'some hundred linear programs for a hundred kinds of people, about a second; a large pool needs a solver handed in with it',
    when: {
      empty: 'An empty pool is refused, and so are more seats than people.',
      disconnected: 'Ties play no part.',
      directed: 'Ties play no part.',
      weighted: 'Everybody who is alike in all categories has the same chance.',
    },
    caution:
      'Equal chances are not equal among those who could have volunteered. Quotas may name only what people chose to say of themselves. Each chance is told to that person alone, before the draw; the seed comes from something nobody chose, such as dice before witnesses, after that.',
    citation: [
      'Flanigan, Gölz, Gupta, Hennig & Procaccia 2021, Fair algorithms for selecting citizens’ assemblies, Nature 596, 548–552',
      'Chinneck & Dravnieks 1991, Locating minimal infeasible constraint sets in linear programs',
    ],
    run: (pool: DrawPool, { seed }, control) => {
      const found = fairDraw(pool, control)
      return found.kind === 'fair' ? { ...found, panel: drawPanel(pool, found, seed) } : found
    },
  }),
] as const
