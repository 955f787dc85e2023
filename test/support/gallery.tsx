import type { Context } from 'hono'
import { Chip, Marker, SideChip } from '../../app/ui/chip.tsx'
import { EffectBar } from '../../app/ui/effect-bar.tsx'
import { Check, CheckGroup, FileField, RadioGroup, Select, TextArea, TextField } from '../../app/ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../app/ui/form.tsx'
import { Icon } from '../../app/ui/icon.tsx'
import { EmptyState, EvidenceNote, Message } from '../../app/ui/note.tsx'
import { page } from '../../app/ui/page.tsx'
import { Progress, Rows, Segments } from '../../app/ui/rows.tsx'
import { Table } from '../../app/ui/table.tsx'

/** Everything the shell can draw, on one page, to be looked at and to be checked for accessibility. Not part of the product. */
export function gallery(c: Context) {
  return page(c, { title: 'Opportunities', width: 'wide', banner: <Banner />, navigation }, <Parts />)
}

const navigation = {
  switcher: { name: 'Arrábida coast', href: '/l', others: [{ name: 'My first sketch', href: '/m' }] },
  items: [
    { label: 'Home', href: '/l', icon: 'house' as const },
    { label: 'Landscape', href: '/l/map', icon: 'map' as const },
    { label: 'Opportunities', href: '/l/o', icon: 'sprout' as const, current: true },
    { label: 'Spaces', href: '/l/s', icon: 'tent' as const },
  ],
}

function Banner() {
  return (
    <>
      Example. Nobody here exists. <a href="/start">Start your own</a>
    </>
  )
}

function Parts() {
  return (
    <>
      <div class="stack-small">
        <h1>Opportunities</h1>
        <p class="lead">Where a new conversation would teach the whole landscape most.</p>
      </div>
      <Segments
        label="View"
        items={[
          { label: 'No boundary', href: '?', current: false },
          { label: 'The ridge between', href: '?b', current: true },
          { label: 'Ways of knowing', href: '?c', current: false },
        ]}
      />
      <div class="with-panel">
        <div class="stack">
          <Card />
          <Facts />
          <EmptyState title="Nothing is mapped here yet" icon="binoculars">
            <p>Who lives in this part of the landscape?</p>
            <ButtonLink href="/x">Add a group or practice</ButtonLink>
          </EmptyState>
        </div>
        <Panel />
      </div>
      <Fields />
    </>
  )
}

function Card() {
  return (
    <article class="card">
      <p class="card-kind">
        <Marker number={1} /> Missing conversation, a clearing nobody tends
      </p>
      <h2>Mariscadoras do Sado and Saúde Ambiental</h2>
      <p class="lead">
        Both care about knowing in time that the beds are closed, and why. We know of no tie between them.
      </p>
      <p class="row">
        <SideChip side={1}>estuary shore</SideChip>
        <SideChip side={2}>city side</SideChip>
        <SideChip side={3}>by hand and tide</SideChip>
        <SideChip side={4}>by measuring</SideChip>
        <Chip icon="ear">9 of 24 answered</Chip>
      </p>
      <EffectBar
        language="en"
        caption="Of 100 things learned in one group, how many can reach another"
        effects={[
          { kind: 'nothing', label: 'Nothing new', value: 4.1, low: 3.8, high: 4.4 },
          { kind: 'lot', label: 'Twelve by lot', value: 5.0, low: 4.2, high: 5.9 },
          { kind: 'this', label: 'This space', value: 7.2, low: 5.4, high: 9.1 },
        ]}
      />
      <EvidenceNote>
        Based on 22 of 40 people. 8 of 26 answered on one hill, so take it with care.{' '}
        <a href="/f">How this is reckoned</a>
      </EvidenceNote>
      <hr />
      <Form filled={{ language: 'en' }} action="/x" class="actions">
        <Button>
          <Icon name="tent" /> Sketch a space here
        </Button>
        <Button kind="plain">
          <Icon name="ear" /> Listen first
        </Button>
        <Button kind="quiet">Not now, and why</Button>
      </Form>
    </article>
  )
}

function Panel() {
  return (
    <aside class="card">
      <p class="card-kind">
        <Icon name="tent" /> Space
      </p>
      <h3>Mesa das Cinco</h3>
      <Rows
        rows={[
          { term: 'Ties today', value: 'We know of none' },
          { term: 'Concern in common', value: 'Closures' },
          { term: 'Who could open the door', value: '2 people' },
        ]}
      />
      <Progress label="Trying 2,000 landscapes, 1,240 done" share={0.62} />
      <Message language="en" kind="done">
        Saved. Only conveners of this landscape can see it.
      </Message>
      <Message language="en" kind="note">
        Nobody here has been told yet: 30 days left.
      </Message>
      <Button kind="danger">
        <Icon name="trash-2" /> Take this away
      </Button>
    </aside>
  )
}

function Facts() {
  return (
    <Table
      language="en"
      caption="Groups and practices, as known on 1 March 2027"
      columns={[
        { label: 'Group or practice', href: '?sort=name', sorted: 'up' },
        { label: 'People', numeric: true, href: '?sort=-people' },
        { label: 'Ties inside', numeric: true },
        { label: 'Ties out', numeric: true },
        { label: 'Answered', numeric: true },
      ]}
      rows={[
        ['Companhas de Sesimbra', '36', '79', '138', '21 of 36'],
        ['Equipas de Saúde da Costa', '30', '66', '132', '24 of 30'],
        ['Mariscadoras do Sado', '24', '53', '35', '9 of 24'],
      ]}
    />
  )
}

const filled: Filled = {
  language: 'en',
  typed: { question: 'What would have to be true at five in the morning?', place: '', known: 'unknown', size: 'forty' },
  problems: {
    place: 'Say where you would meet, or choose “not yet known”.',
    size: 'Write a number between 4 and 40, for example 12.',
  },
}

function Fields() {
  return (
    <div class="card">
      <h2>Sketch a space</h2>
      <Form filled={filled} action="/x" upload>
        <TextArea
          filled={filled}
          name="question"
          label="The question"
          hint="One that nobody in the room can answer alone."
          voice="reading"
          rows={2}
        />
        <TextField filled={filled} name="place" label="Where" hint="A place that is nobody’s own office." />
        <TextField filled={filled} name="size" label="How many people" inputmode="numeric" size="short" />
        <RadioGroup
          filled={filled}
          name="known"
          label="Do these two groups talk?"
          row
          choices={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
            { value: 'unknown', label: 'I don’t know' },
          ]}
        />
        <CheckGroup
          filled={filled}
          name="kinds"
          label="What you would like to see"
          optional
          choices={[
            { value: 'a', label: 'Missing conversations' },
            { value: 'b', label: 'Fragile bridges', hint: 'Where much hangs on one person.' },
          ]}
        />
        <Select
          filled={filled}
          name="kind"
          label="Kind of boundary"
          empty
          choices={[{ value: 'geo', label: 'Geographic' }]}
        />
        <FileField
          filled={filled}
          name="file"
          label="A landscape to bring"
          hint="A .zip or .csv of up to 50 MB."
          optional
        />
        <Check filled={filled} name="told" label="Everybody named here knows that they are" />
        <div class="actions">
          <Button>Save</Button>
          <ButtonLink href="/back">Go back</ButtonLink>
        </div>
      </Form>
    </div>
  )
}
