import type { Context } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { Chip } from '../../ui/chip.tsx'
import { Select, TextArea } from '../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form, ProblemSummary } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState, Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import type { Landscape } from '../../workbench/landscape/landscape.ts'
import type { MapToCrop } from '../../workbench/landscape/picture/crop-of-map.ts'
import { pictureAddress, sayDrawn } from '../pictures/pictures-of.ts'
import type { DrawnCrop } from './crops-queries.ts'
import { cropsWords } from './crops-words.ts'

export const address = '/writing/maps'

/** What somebody wants to cut out of which map. */
export interface Wish {
  landscape: Landscape
  boundary: string | null
  around: string | null
  cropped: MapToCrop
}

interface Found {
  mine: Landscape[]
  wish: Wish | null
  /** parts that are there, to be drawn again */
  drawn: DrawnCrop[]
}

/** Where a part is chosen, or, before a landscape is, the parts that are there. */
export function cropPage(c: Context, filled: Filled, { mine, wish, drawn }: Found): Promise<Response> {
  const { language } = filled
  const say = cropsWords(language)
  return page(
    c,
    {
      title: say('title'),
      width: wish || drawn.length === 0 ? 'narrow' : 'wide',
      status: filled.problems ? 422 : 200,
      styles: ['pictures.css'],
    },
    <>
      <a class="back" href={wish ? address : '/writing/pictures'}>
        <Icon name="arrow-left" /> {wish ? say('title') : say('back')}
      </a>
      <div class="stack-small">
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
      </div>
      {!wish && <ProblemSummary filled={filled} />}
      {c.req.query('again') !== undefined && (
        <Message language={language} kind="done">
          {say('drawn_again')}
        </Message>
      )}
      {mine.length === 0 ? (
        <EmptyState title={say('none_title')} icon="map">
          <p>{say('none_text')}</p>
        </EmptyState>
      ) : wish ? (
        <CropForm filled={filled} wish={wish} />
      ) : (
        <section class="stack-small">
          <h2>{say('cut_another')}</h2>
          <ul class="plain-list stack-small">
            {mine.map(({ slug, name }) => (
              <li>
                <ButtonLink href={`${address}?landscape=${slug}`}>{name}</ButtonLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!wish && drawn.length > 0 && (
        <section class="stack-small">
          <h2>{say('drawn_title')}</h2>
          <p>{say('drawn_text')}</p>
          <ul class="plain-list pictures">
            {drawn.map((crop) => (
              <OneCrop c={c} crop={crop} />
            ))}
          </ul>
        </section>
      )}
    </>,
  )
}

function OneCrop({ c, crop }: { c: Context; crop: DrawnCrop }) {
  const language = languageOf(c)
  const say = cropsWords(language)
  const { name, alt, hash, width, height, drawnOn, asOf, pictureId } = crop
  return (
    <li class="card picture" id={name}>
      <img src={pictureAddress({ hash })} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
      <p>{alt}</p>
      <p class="ui muted">{sayDrawn(language, { on: drawnOn, asOf })}</p>
      {crop.movedOn && (
        <p>
          <Chip tone="gold">{say('moved_on')}</Chip>
        </p>
      )}
      <ButtonForm
        language={language}
        action={`${address}/${pictureId}/drawing`}
        kind={crop.movedOn ? 'primary' : 'plain'}
      >
        {say('draw_again')}
        <span class="sr">: {alt}</span>
      </ButtonForm>
    </li>
  )
}

function CropForm({ filled, wish: { landscape, boundary, cropped } }: { filled: Filled; wish: Wish }) {
  const say = cropsWords(filled.language)
  return (
    <Form filled={filled} action={address}>
      <input type="hidden" name="landscape" value={landscape.slug} />
      <h2>{landscape.name}</h2>
      <Select
        filled={filled}
        name="boundary"
        label={say('boundary')}
        value={boundary ?? ''}
        choices={[
          { value: '', label: say('no_boundary') },
          ...cropped.drawn.boundaries.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        optional
      />
      <Select
        filled={filled}
        name="around"
        label={say('around')}
        hint={say('around_hint')}
        choices={[
          { value: '', label: say('whole') },
          ...cropped.hills.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        optional
      />
      <TextArea filled={filled} name="alt" label={say('alt')} hint={say('alt_hint')} rows={3} maxlength={1000} />
      <p class="caption">{say('what_goes')}</p>
      <div class="actions">
        <Button>{say('cut')}</Button>
      </div>
    </Form>
  )
}
