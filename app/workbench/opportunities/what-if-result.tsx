import type { WhatIfOutcome } from '@ecotone/engine/opportunities/what-if-outcome.ts'
import { writeList, writeShare } from '../../platform/i18n/numbers.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { EvidenceNote, Message } from '../../ui/note.tsx'
import { mayConvene } from '../landscape/landscape-policy.ts'
import { pathIn } from '../visit.tsx'
import { mostPeopleOnBench } from './ask-what-if.ts'
import { EffectPair, SplitLine } from './effect-view.tsx'
import { bandSentence } from './effect-words.ts'
import { namesIn } from './names-in.ts'
import { pageWords } from './page-words.ts'
import type { ShownWhatIf } from './what-if-page.tsx'

type Computed = Extract<WhatIfOutcome, { kind: 'computed' }>

/** Both effects of what was chosen, or what is still to be chosen. */
export function WhatIfResult(shown: ShownWhatIf) {
  const { language, answer } = shown
  const say = pageWords(language)
  return (
    <section class="card" aria-live="polite" aria-labelledby="what-if-result">
      <h2 id="what-if-result">{say('whatif_result')}</h2>
      {answer === null ? (
        <p class="muted">{say('whatif_empty')}</p>
      ) : answer.kind === 'computed' ? (
        <ComputedResult {...shown} computed={answer} />
      ) : (
        <Message language={language} kind="note">
          {refusalWords(shown, answer.reason)}
        </Message>
      )}
    </section>
  )
}

function refusalWords(
  { language }: ShownWhatIf,
  reason: Exclude<ShownWhatIf['answer'], null | Computed>['reason'],
): string {
  const say = pageWords(language)
  if (reason === 'too-large') return say('whatif_too_large', { n: mostPeopleOnBench })
  if (reason === 'no-landscape') return say('whatif_empty')
  return say(`refused_${reason.replaceAll('-', '_')}` as 'refused_too_few')
}

function ComputedResult(shown: ShownWhatIf & { computed: Computed }) {
  const { language, computed } = shown
  const say = pageWords(language)
  const { effect, comparators } = computed
  return (
    <>
      {effect ? (
        <>
          {effect.cannotTell && <p>{say('whatif_cannot_tell')}</p>}
          <EffectPair language={language} effect={effect} comparators={comparators} />
          <SplitLine language={language} effect={effect} />
          {effect.dataBand && <p>{bandSentence(effect, language)}</p>}
          {comparators && comparators.convenable.groups > 0 && !effect.cannotTell && (
            <p>{say('whatif_beats', { share: writeShare(language, comparators.betterThan) })}</p>
          )}
        </>
      ) : (
        <p>
          {say(
            `whatif_${(computed.noEffect ?? 'no-ties-known').replace('no-ties-known', 'no-ties').replaceAll('-', '_')}` as 'whatif_no_ties',
          )}
        </p>
      )}
      <Who {...shown} />
      <EvidenceNote>
        {say('caution')} <a href="#assumes">{say('caution_assumes')}</a>
      </EvidenceNote>
    </>
  )
}

function Who({ language, visit, drawn, query, computed }: ShownWhatIf & { computed: Computed }) {
  const say = pageWords(language)
  const names = namesIn(drawn, language)
  const known = new Set(drawn.people.filter(({ name }) => name !== null).map(({ id }) => id))
  const named = computed.people.filter((id) => known.has(id))
  const nameless = computed.people.length - named.length
  const list = [...named.map(names.person), ...(nameless > 0 ? [say('n_hidden', { n: nameless })] : [])]
  const sketch = new URLSearchParams(computed.people.map((id) => ['person', id]))
  return (
    <div class="stack-small">
      <h3>{say('whatif_who')}</h3>
      <p>{writeList(language, list)}</p>
      {query.by === 'groups' && <p class="muted">{say('whatif_composed')}</p>}
      {mayConvene(visit.landscape) && (
        <p>
          <ButtonLink href={`${pathIn(visit.landscape, 'spaces', 'new')}?${sketch}`}>{say('whatif_sketch')}</ButtonLink>
        </p>
      )}
    </div>
  )
}
