import type { Child } from 'hono/jsx'
import { describe, expect, test } from 'vitest'
import { get, testShell } from '../../test/support/web.ts'
import { Check, CheckGroup, RadioGroup, Select, TextArea, TextField } from './fields.tsx'
import { Button, type Filled, Form } from './form.tsx'
import { page } from './page.tsx'

async function drawn(body: Child): Promise<string> {
  const app = testShell()
  app.get('/', (c) => page(c, { title: 'Test' }, body))
  return (await app.fetch(get('/'))).text()
}

const refused: Filled = {
  language: 'en',
  typed: {
    form_key: '01890000-0000-7000-8000-000000000000',
    size: '"><script>',
    place: 'quay',
    kinds: ['b'],
    why: '\nstarts with a line',
  },
  problems: { size: 'Write a number between 4 and 40.' },
}

describe('a refused form', () => {
  test('comes back as it was sent, and nothing typed becomes markup', async () => {
    const html = await drawn(
      <Form filled={refused} action="/x">
        <TextField filled={refused} name="size" label="Size" />
        <TextArea filled={refused} name="why" label="Why" />
        <Select filled={refused} name="place" label="Place" choices={[{ value: 'quay', label: 'Quay' }]} />
      </Form>,
    )
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(html).not.toContain('<script>')
    expect(html).toContain('>\n\nstarts with a line</textarea>')
    expect(html).toContain('<option value="quay" selected')
  })

  test('keeps its key, so that sending it again cannot do the work twice', async () => {
    const html = await drawn(<Form filled={refused} action="/x" children={null} />)
    expect(html).toContain('name="form_key" value="01890000-0000-7000-8000-000000000000"')
    const fresh = await drawn(<Form filled={{ language: 'en' }} action="/x" children={null} />)
    expect(fresh).toMatch(/name="form_key" value="[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  test('opens with its problems as links to the fields, which name them again', async () => {
    const html = await drawn(
      <Form filled={refused} action="/x">
        <TextField filled={refused} name="size" label="Size" hint="How many people" />
      </Form>,
    )
    expect(html).toContain('One thing needs another look')
    expect(html).toContain('<a href="#f-size">Write a number between 4 and 40.</a>')
    expect(html).toMatch(/id="f-size"[^>]*aria-describedby="f-size-hint f-size-problem"[^>]*aria-invalid="true"/)
  })

  test('unticks what was unticked, even if it was ticked at first', async () => {
    const box = (filled: Filled) => drawn(<Check filled={filled} name="told" label="Told" checked />)
    expect(await box({ language: 'en' })).toMatch(/value="yes" checked/)
    expect(await box(refused)).not.toMatch(/value="yes" checked/)
  })

  test('ticks what was ticked', async () => {
    const choices = ['a', 'b'].map((value) => ({ value, label: value }))
    const html = await drawn(
      <>
        <CheckGroup filled={refused} name="kinds" label="Kinds" choices={choices} />
        <RadioGroup filled={refused} name="place" label="Place" choices={[{ value: 'quay', label: 'Quay' }]} />
      </>,
    )
    expect(html).toMatch(/value="b" checked/)
    expect(html).not.toMatch(/value="a" checked/)
    expect(html).toMatch(/value="quay" checked/)
  })
})

test('a button says what it sends', async () => {
  expect(
    await drawn(
      <Button name="answer" value="both">
        Both
      </Button>,
    ),
  ).toContain('name="answer" value="both">Both</button>')
})
