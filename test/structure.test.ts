import { describe, expect, test } from 'vitest'
import { readSources, type Source } from './support/sources.ts'

const sources = readSources()
const program = sources.filter((source) => !source.isTest)
const byPath = new Map(sources.map((source) => [source.path, source]))

/**
 * The domains from the ground up: each may use those before it and none after it. What a domain offers to others is listed here: its
 * front door `x.ts`, and the files that are there to be used from outside, such as the shape of what is handed over. Nothing is
 * handed on by a re-export, so this list is the whole of it.
 */
const domains: { folder: string; offers: string[] }[] = [
  { folder: 'app/platform', offers: ['*'] },
  { folder: 'app/ui', offers: ['*'] },
  {
    folder: 'app/people',
    offers: [
      'people.ts',
      'fresh.ts',
      'audit/audit.ts',
      'audit/audit-chain.ts',
      'audit/audit-queries.ts',
      'forgetting/forget.ts',
      'instance/instance-policy.ts',
      'mail/mail-queries.ts',
      'mail/mail-stops-section.tsx',
      'portrait/portrait.tsx',
      'portrait/portrait-queries.ts',
    ],
  },
  { folder: 'app/backup', offers: ['*'] },
  { folder: 'app/workbench', offers: ['*'] },
  {
    folder: 'app/workbench/landscape',
    offers: [
      'landscape.ts',
      'landscape-policy.ts',
      'landscape-words.ts',
      'care/care-look.tsx',
      'drawn-landscape.ts',
      'drawn-ids.ts',
      'landscape-input.ts',
      'newest-words.ts',
      'draw-landscape-map.ts',
      'unknowns.ts',
      'formats/write-csv.ts',
      'formats/zip-folder.ts',
      'picture/crop-of-map.ts',
      'picture/paint-crop.ts',
      'picture/picture-faces.ts',
      'purposes/my-word-queries.ts',
      'purposes/purposes-form.tsx',
      'purposes/say-for-myself.ts',
    ],
  },
  { folder: 'app/workbench/legitimacy', offers: ['legitimacy.ts'] },
  { folder: 'app/workbench/opportunities', offers: ['opportunities.ts', 'clearings.ts'] },
  { folder: 'app/workbench/spaces', offers: ['spaces.ts'] },
  { folder: 'app/workbench/held', offers: ['held.ts'] },
  { folder: 'app/workbench/notices', offers: [] },
  { folder: 'app/workbench/team', offers: [] },
  { folder: 'app/workbench/audit', offers: [] },
  { folder: 'app/workbench/home', offers: [] },
  { folder: 'app/site', offers: ['*'] },
  {
    folder: 'app/site/writing',
    offers: [
      'writing.ts',
      'address-of.ts',
      'blocks.ts',
      'bring-writings.ts',
      'draw-kept.ts',
      'draw-words.ts',
      'kept-tree.ts',
      'read-words.ts',
      'set-quotes.ts',
      'signs-of-picture.ts',
      'show-what-is-due-job.ts',
      'writing-policy.ts',
      'writing-queries.ts',
    ],
  },
  {
    folder: 'app/site/pictures',
    offers: ['keep-picture.ts', 'pictures-of.ts', 'pictures-routes.ts', 'book-pictures.ts'],
  },
  { folder: 'app/site/crops', offers: [] },
  {
    folder: 'app/site/supporters',
    offers: ['supporters.ts', 'supporter-logo.tsx', 'supporter-queries.ts', 'supporter-routes.ts'],
  },
  { folder: 'app/site/sitemap', offers: ['sitemap-routes.ts'] },
  { folder: 'app/site/link-picture', offers: ['draw-link-picture.ts', 'paint-link-picture.ts'] },
  {
    folder: 'app/site/events',
    offers: [
      'announce.ts',
      'bring-events.ts',
      'events.ts',
      'event-words.ts',
      'dates-in-words.ts',
      'next-event.ts',
      'guests/bring-guests.ts',
      'guests/forget-guests-job.ts',
      'guests/remind-guests-job.ts',
    ],
  },
  { folder: 'app/site/blocks', offers: ['blocks-of.ts'] },
  { folder: 'app/site/pages', offers: ['draw-page-words.ts', 'written-page.tsx', 'pages-to-be-found.ts'] },
  {
    folder: 'app/site/contact',
    offers: [
      'contact-place.ts',
      'place-queries.ts',
      'contact-routes.ts',
      'form-time.ts',
      'inbox/forget-old-enquiries-job.ts',
      'inbox/inbox-policy.ts',
    ],
  },
  {
    folder: 'app/site/discussion',
    offers: [
      'discussion.ts',
      'bring-messages.ts',
      'conversation.tsx',
      'draw-message.ts',
      'forget-old-messages-job.ts',
      'message-pages.tsx',
      'message-queries.ts',
      'discussion-routes.ts',
      'moderation/moderation-policy.ts',
      'moderation/tell-moderators-job.ts',
      'topic-choice.tsx',
    ],
  },
  { folder: 'app/site/work', offers: ['site-work.ts'] },
  { folder: 'app/site/home', offers: ['site-routes.ts'] },
  { folder: 'app/site/blog', offers: [] },
  { folder: 'app/site/importing', offers: [] },
  { folder: 'app/site/editing', offers: [] },
  { folder: 'app/site/handbook', offers: ['closed/bring-edition.ts', 'notes/bring-notes.ts'] },
]

/** The longest folder of the list that holds this file; null for what stands above all domains (`app/main.ts`, `cli/…`). */
function domainOf(path: string): (typeof domains)[number] | null {
  const holding = domains.filter(({ folder }) => path.startsWith(`${folder}/`))
  return holding.sort((a, b) => b.folder.length - a.folder.length)[0] ?? null
}

/** Edges that break the rule for a reason. */
const granted = [
  // Whoever opens a page of the workbench is somewhere: the visit says in which landscape and in what role.
  'app/workbench/visit.tsx → app/workbench/landscape/landscape.ts',
  'app/workbench/visit.tsx → app/workbench/landscape/landscape-policy.ts',
  'app/workbench/visit.tsx → app/workbench/landscape/care/care-check.ts',
  'app/workbench/stale-forms.tsx → app/workbench/landscape/landscape.ts',
  'app/workbench/stale-forms.tsx → app/workbench/landscape/landscape-policy.ts',
  // The map is measured in the browser that the tests drive.
  'bench/map/compare-map.ts → test/support/browser.ts',
  // What programs of others say is a report and no test: `bin/test --interop` asks for it.
  'bin/test.ts → test/interop/interop.ts',
  // The page is measured in the program as the tests of crashes start it.
  'bench/access-work.ts → test/support/started-program.ts',
  'bench/site/bench-program.ts → test/support/started-program.ts',
  'bench/site/ghost.ts → test/support/started-program.ts',
  'bench/site/lighthouse.ts → test/support/browser.ts',
]

function edges(): { from: Source; to: string; typeOnly: boolean }[] {
  return program.flatMap((from) =>
    from.imports.filter(({ ours }) => ours).map(({ target, typeOnly }) => ({ from, to: target, typeOnly })),
  )
}

function named(found: { from: Source; to: string }[]): string[] {
  return found.map(({ from, to }) => `${from.path} → ${to}`).filter((edge) => !granted.includes(edge))
}

function isOffered(domain: (typeof domains)[number], path: string): boolean {
  return domain.offers.includes('*') || domain.offers.includes(path.slice(domain.folder.length + 1))
}

describe('imports', () => {
  test('point down: a domain uses only domains below it', () => {
    const upward = edges().filter(({ from, to }) => {
      const [user, used] = [domainOf(from.path), domainOf(to)]
      if (!user) return false
      if (!used) return to.startsWith('app/') || to.startsWith('cli/') || to.startsWith('bin/') || to.startsWith('db/')
      return domains.indexOf(used) > domains.indexOf(user)
    })
    expect(named(upward)).toEqual([])
  })

  test('between domains go through the front door', () => {
    const sideways = edges().filter(({ from, to }) => {
      const [user, used] = [domainOf(from.path), domainOf(to)]
      return user && used && user !== used && !isOffered(used, to)
    })
    expect(named(sideways)).toEqual([])
  })

  // Threads of Node are Node's: two files start and serve them, and nothing else of the engine reaches those two.
  test('of the engine stay in the engine, and use no package and nothing of Node', () => {
    const ofNode = /^engine\/workers\/node-(crew|worker)\.ts$/
    const leaving = program
      .filter(({ path }) => path.startsWith('engine/') && !ofNode.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => !target.startsWith('engine/') || ofNode.test(target))
          .map((i) => `${path} → ${i.target}`),
      )
    expect(leaving).toEqual([])
  })

  test('of the platform and the user interface know no word of the domain', () => {
    const knowing = edges().filter(
      ({ from, to }) => /^app\/(platform|ui)\//.test(from.path) && to.startsWith('engine/'),
    )
    expect(named(knowing)).toEqual([])
  })

  test('never reach into a test', () => {
    const reaching = edges().filter(({ to }) => byPath.get(to)?.isTest)
    expect(named(reaching)).toEqual([])
  })

  test('lead to a file that is there, with its ending written out', () => {
    const lost = edges().filter(({ to }) => !byPath.has(to) && !/\.(json|css)$/.test(to))
    expect(named(lost)).toEqual([])
  })

  test('make no circle', () => {
    expect(circles()).toEqual([])
  })

  test('are never handed on: no file exports what another one holds', () => {
    const handingOn = sources.filter(({ imports }) => imports.some(({ isReexport }) => isReexport))
    expect(handingOn.map(({ path }) => path)).toEqual([])
  })
})

function circles(): string[] {
  const found: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  function visit(path: string, trail: string[]): void {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    state.set(path, 'open')
    for (const { target, ours, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (ours && !typeOnly && byPath.has(target)) visit(target, [...trail, path])
    }
    state.set(path, 'done')
  }
  for (const { path } of program) visit(path, [])
  return found
}

describe('browser code', () => {
  const islands = program.filter(({ path }) => path.endsWith('-island.ts'))

  function everythingBehind(path: string, seen = new Set<string>()): Set<string> {
    if (seen.has(path)) return seen
    seen.add(path)
    for (const { target, ours, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (typeOnly) continue
      if (ours) everythingBehind(target, seen)
      else seen.add(target)
    }
    return seen
  }

  test('uses the engine, the user interface and pure files of its own domain, and nothing of the server', () => {
    const wrong = islands.flatMap(({ path }) => {
      const own = path.slice(0, path.lastIndexOf('/'))
      const allowed = [
        /^engine\//,
        /^app\/ui\//,
        /^app\/platform\/i18n\//,
        // what a text says is read and written in the browser as on the server, and nothing else of it
        /^app\/site\/writing\/(read-words|signs-of-picture)\.ts$/,
        /^@milkdown\/kit\/|^mdast-util-|^micromark-extension-gfm$/,
        /^d3-|^kdbush$|^intl-messageformat$|^@hotwired\/|^@simplewebauthn\/browser$/,
      ]
      const reached = [...everythingBehind(path)].filter((target) => !target.startsWith(`${own}/`))
      return reached
        .filter((target) => !allowed.some((form) => form.test(target)))
        .map((target) => `${path} → ${target}`)
    })
    expect(wrong).toEqual([])
  })
})

describe('this test itself', () => {
  test('sees the sources and their imports', () => {
    expect(program.length).toBeGreaterThan(50)
    expect(byPath.get('bin/check.ts')!.imports).toContainEqual({
      target: 'bin/run-step.ts',
      ours: true,
      typeOnly: false,
      isReexport: false,
    })
  })
})
