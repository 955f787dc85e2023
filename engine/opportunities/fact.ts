/** The reasons on a card: what was read from the landscape, each naming what it was read from. Ids and numbers only. */

/** Each fact can be clicked: it names what it was read from. Counts of people are of those known in the landscape. */
export type Fact =
  /** Both said they care about it. `people` = how many members said so, null when only the practice as a whole did or fewer than 1 person. */
  | { kind: 'shared-concern'; concern: string; held: { practice: string; asPractice: boolean; people: number }[] }
  /** What one side offers and the other seeks. */
  | { kind: 'offer-meets-need'; concern: string; offeredBy: string; soughtBy: string }
  /** Pairs of people, one in each, with a known tie; `expected` if the known ties fell by chance on pairs of people, null when nothing is known. */
  | {
      kind: 'known-ties'
      practices: [string, string]
      seen: number
      expected: number | null
      ratio: number | null
      /** Pairs of people known to have none, and pairs nobody was asked about. */
      saidNo: number
      unknown: number
    }
  /** How many answered the question about ties. */
  | { kind: 'answered'; practice: string; answered: number; people: number }
  /** How much a bridge hangs on: direct routes that share nobody, and over how many people the crossing ties spread on each side (1 / Σ share²). */
  | {
      kind: 'routes'
      practices: [string, string]
      /** Fewest people whose leaving ends every direct tie between the two. */
      direct: number
      knownTies: number
      /** Fewest people whose leaving ends every way between the two, through others as well; counting stops at ten. */
      allWays: number
      spreadOver: { practice: string; people: number }[]
    }
  /** Ties known between people who stand on one side alone and people who stand on the other alone, against what chance would give. */
  | {
      kind: 'sides-hardly-tied'
      boundary: string
      sides: [string, string]
      seen: number
      expected: number
    }
  /** Seats that people who stand on this side hold in the spaces of the landscape, and how many by lot. */
  | { kind: 'side-in-no-space'; boundary: string; side: string; seats: number; expected: number; spaces: number }
  /** What both of a pair said they care about. */
  | { kind: 'pair-cares'; concerns: string[] }
  /** What one of a pair offers and the other seeks; never which of them needs it. */
  | { kind: 'pair-fits'; concerns: string[] }
  /** About one of this many such pairs would know each other, by what is known of ties: 1 / p, in steps. */
  | { kind: 'seldom-met'; oneIn: number }
  /** How somebody could bring the two together: over this many known steps, or through a host trusted where both are at home. */
  | { kind: 'pair-way-in'; steps: number | null; hosts: string[] }
  /** Not chosen by any count: picked at random among all pairs that could be introduced. */
  | { kind: 'picked-by-lot'; among: number }
  /** Nothing is known that the two have agreed on as groups. */
  | { kind: 'no-agreement-known'; practices: [string, string] }
  /** At least so many people, none of them on the team, bring these sides together and are trusted on both. Never fewer than five, in steps of five. */
  | { kind: 'stand-ready'; boundary: string; sides: [string, string]; atLeast: number }
  /** Said yes to being told to the team. */
  | { kind: 'agreed-to-convene'; boundary: string; sides: [string, string]; people: string[] }
  /**
   * Somebody is known on both sides, or a path of at most three known steps leads across, none of them over a bridge that hangs
   * on few. Never on a fragile bridge.
   */
  | { kind: 'way-in'; practices: [string, string]; by: 'member-of-both' | 'trusted-in-both' | 'path'; people: string[] }
  /** Seats its members hold in the spaces of the landscape, and how many they would hold if seats fell by lot. */
  | { kind: 'in-no-space'; practice: string; seats: number; expected: number; spaces: number }
  /** People of both already sit in this space. */
  | { kind: 'meet-in-space'; practices: [string, string]; space: string }
  /** No member has said who they would come for, and nobody on the team is known there. */
  | { kind: 'asked-by-nobody'; practice: string }
  | { kind: 'nobody-from-team'; practice: string }
  /** With how many other practices any tie is known. */
  | { kind: 'cut-off'; practice: string; tiedTo: string[]; of: number }
  /** These reach the practice, but no tie is known by which they learn from it. */
  | { kind: 'told-not-heard'; practice: string; by: string[] }
  /** Chance (0 to 1) that something learned in one reaches the other, beside that of the landscape. */
  | { kind: 'low-reach'; practices: [string, string]; reach: number; landscape: number }
  | { kind: 'stakes'; from: string; to: string; weight: number }
  /** On different sides of a boundary. */
  | { kind: 'across'; boundary: string; sides: { practice: string; sides: string[] }[] }
