import type { Child } from 'hono/jsx'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { EvidenceNote } from '../../ui/note.tsx'
import type { HeldAboutMe, HeldIn, HeldTie, SaidKind } from './held-queries.ts'
import { heldPath } from './held-visit.ts'
import type { heldWords } from './held-words.ts'
import { saidInWords } from './said-in-words.ts'

type Say = ReturnType<typeof heldWords>

interface Said {
  say: Say
  landscape: HeldIn
  held: HeldAboutMe
}

/** What is said about somebody, by themselves and by others: each thing with the way to take it away. */
export function SaidOfMe({ say, landscape, held }: Said) {
  const line = (kind: SaidKind) => ({ say, landscape, held, kind })
  return (
    <>
      <Section title={say('labels')} say={say} note={held.labels.length > 0 && say('labels_note')}>
        {held.labels.length > 0 && <Line {...line('labels')} id="all" />}
      </Section>
      <Section title={say('groups')} say={say}>
        {held.groups.map(({ id, since, wrong }) => (
          <Line
            {...line('group')}
            id={id}
            wrong={wrong}
            small={since && say('since', { day: writeDay(say.language, since) })}
          />
        ))}
      </Section>
      <Section title={say('sides')} say={say}>
        {held.sides.map(({ id, wrong }) => (
          <Line {...line('side')} id={id} wrong={wrong} />
        ))}
      </Section>
      <Section title={say('ties')} say={say} note={held.ties.length > 0 && say('ties_note')}>
        {held.ties.map((tie) => (
          <Line {...line('tie')} id={tie.id} wrong={tie.wrong} small={toldBy(say, tie)} />
        ))}
      </Section>
      <Section title={say('concerns')} say={say}>
        {held.concerns.map(({ id, wrong }) => (
          <Line {...line('concern')} id={id} wrong={wrong} />
        ))}
      </Section>
      {held.fields.length > 0 && (
        <Section title={say('fields')} say={say}>
          {held.fields.map(({ id }) => (
            <Line {...line('field')} id={id} />
          ))}
        </Section>
      )}
      <Asked say={say} landscape={landscape} held={held} />
    </>
  )
}

function Asked({ say, landscape, held }: Said) {
  const line = (kind: SaidKind) => ({ say, landscape, held, kind })
  return (
    <>
      <Section title={say('answers')} say={say}>
        {held.answers.map(({ id }) => (
          <Line {...line('answer')} id={id} />
        ))}
        {held.words.map(({ id }) => (
          <Line {...line('word')} id={id} />
        ))}
      </Section>
      <Section title={say('standing')} say={say} note={say('standing_note')} empty={say('standing_none')}>
        {held.standing.map(({ practice, asked, wouldCome }) => (
          <li>{say('standing_line', { practice, asked, would: wouldCome })}</li>
        ))}
        {held.claims.map(({ id }) => (
          <Line {...line('claim')} id={id} />
        ))}
      </Section>
      <Section title={say('seats')} say={say}>
        {held.seats.map(({ id, question }) => (
          <Line {...line('seat')} id={id} small={question} />
        ))}
      </Section>
    </>
  )
}

interface SectionProps {
  title: string
  say: Say
  note?: Child
  empty?: string
  children?: Child
}

/** One part of the page; says so where there is nothing, so that nobody wonders what is left out. */
export function Section({ title, say, note, empty, children }: SectionProps) {
  const lines = [children].flat(2).filter(Boolean)
  if (lines.length === 0 && !empty && !note)
    return (
      <section class="card held-part held-nothing">
        <h2>{title}</h2>
        <p class="muted">{say('nothing')}</p>
      </section>
    )
  return (
    <section class="card held-part">
      <h2>{title}</h2>
      {lines.length === 0 ? <p class="muted">{empty ?? say('nothing')}</p> : <ul class="plain-list">{lines}</ul>}
      {note && <EvidenceNote icon="info">{note}</EvidenceNote>}
    </section>
  )
}

interface LineProps extends Said {
  kind: SaidKind
  id: string
  small?: Child
  /** since when they say that it is wrong; undefined where that cannot be said */
  wrong?: string | null
}

function Line({ say, landscape, held, kind, id, small, wrong }: LineProps) {
  const words = saidInWords(say, held, kind, id)
  return (
    <li class="held-line">
      <div>
        <p>{words}</p>
        {small && <p class="caption muted">{small}</p>}
        {wrong && <p class="held-wrong">{say('wrong_since', { day: writeDay(say.language, wrong) })}</p>}
      </div>
      <a class="button button-quiet" href={heldPath(landscape, 'said', kind, id)}>
        {say(wrong === undefined ? 'take_away' : 'not_right')}
        <span class="sr">: {words}</span>
      </a>
    </li>
  )
}

function toldBy(say: Say, tie: HeldTie): string {
  const told = say(tie.mine ? 'told_by_you' : 'told_by_others', { day: writeDay(say.language, tie.written) })
  return tie.since === null ? told : `${told} · ${say('since', { day: writeDay(say.language, tie.since) })}`
}
