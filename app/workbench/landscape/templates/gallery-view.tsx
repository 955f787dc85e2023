import type { Language } from '../../../platform/i18n/language.ts'
import { type LandscapeTemplate, landscapeTemplates } from './landscape-templates.ts'
import { templateWords } from './template-words.ts'

/** The gallery of empty landscapes, to be read and to be started from. `hrefOf` says where one begins. */
export function Gallery({ language, hrefOf }: { language: Language; hrefOf: (id: string) => string }) {
  const say = templateWords(language)
  return (
    <section class="gallery stack-small">
      <h2>{say('gallery_title')}</h2>
      <p class="muted">{say('gallery_lead')}</p>
      <ul class="gallery-list">
        {landscapeTemplates(language).map((template) => (
          <li class="card stack-small" data-template-id={template.id} data-template={JSON.stringify(template)}>
            <h3>{template.name}</h3>
            <p class="reading">{template.about}</p>
            <Inside language={language} template={template} />
            <p>
              <a class="button button-plain" data-begin={template.id} href={hrefOf(template.id)}>
                {say('begin')}
                <span class="sr">: {template.name}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Inside({ language, template }: { language: Language; template: LandscapeTemplate }) {
  const say = templateWords(language)
  return (
    <details class="fold">
      <summary>
        {say('inside')}
        <span class="sr">: {template.name}</span>
      </summary>
      <h4>{say('groups')}</h4>
      <p>{template.groups.map(({ name }) => name).join(' · ')}</p>
      <h4>{say('boundaries')}</h4>
      <ul>
        {template.boundaries.map(({ name, sides }) => (
          <li>
            {name}: <span class="muted">{sides.join(' · ')}</span>
          </li>
        ))}
      </ul>
      <h4>{say('concerns')}</h4>
      <ul>
        {template.concerns.map((concern) => (
          <li>{concern}</li>
        ))}
      </ul>
      <h4>{say('asks')}</h4>
      <ul>
        {template.asks.map((ask) => (
          <li>{ask}</li>
        ))}
      </ul>
    </details>
  )
}
