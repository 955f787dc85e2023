import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { factsOf } from '../platform/http/request.ts'
import { languageNames, languages } from '../platform/i18n/language.ts'
import { accountOf } from './account.ts'
import { Icon, type IconName } from './icon.tsx'
import { SiteNavigation } from './site-navigation.tsx'
import { hasSitePart } from './site-parts.ts'
import { uiWords } from './ui-words.ts'

/** Where one can go from here. Only what exists is listed. */
export interface Navigation {
  /** What one is in (a landscape), and the others one could be in instead. */
  switcher?: { name: string; href: string; others: { name: string; href: string }[] }
  items: { label: string; href: string; icon: IconName; current?: boolean }[]
}

interface HeaderProps {
  c: Context
  navigation: Navigation | undefined
  banner: Child | undefined
  /** a page that anybody may read: the parts of the site stand where those of a landscape do */
  ofSite: boolean
}

export function Header({ c, navigation, banner, ofSite }: HeaderProps) {
  return (
    <header class="header">
      {banner && <Banner>{banner}</Banner>}
      <div class="header-row">
        <Mark href={ofSite && accountOf(c) ? '/?home' : '/'} />
        {navigation?.switcher && <Switcher c={c} switcher={navigation.switcher} />}
        {navigation && navigation.items.length > 0 && <Sections c={c} navigation={navigation} />}
        {ofSite && !navigation && <SiteNavigation c={c} />}
        <div class="header-end">
          {ofSite && accountOf(c) && <ToWorkbench c={c} />}
          <LanguageSwitch c={c} />
          <Account c={c} />
        </div>
      </div>
    </header>
  )
}

function Banner({ children }: { children: Child }) {
  return (
    <div class="banner">
      <Icon name="info" size={18} />
      <p>{children}</p>
    </div>
  )
}

/** Whoever is signed in reads the site like anybody, and goes back to their landscape from there. */
function ToWorkbench({ c }: { c: Context }) {
  const word = uiWords(factsOf(c).language)('workbench')
  return (
    <a class="header-link" href="/" aria-label={word}>
      <Icon name="map" size={20} />
      <span class="header-word">{word}</span>
    </a>
  )
}

/** To the first page: of the site when one reads there, else the one that leads to where one works. */
function Mark({ href }: { href: string }) {
  return (
    <a class="mark" href={href} aria-label="Ecotone">
      <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
        <path class="mark-overlap" d="M14 6.9a8.5 8.5 0 0 1 0 14.2a8.5 8.5 0 0 1 0-14.2z" />
        <g class="mark-lines" fill="none" stroke-width="1.5">
          <circle cx="9.3" cy="14" r="8.5" />
          <circle cx="18.7" cy="14" r="8.5" />
          <path d="M9.3 9.8a4.2 4.2 0 1 0 0 8.4" />
          <path d="M18.7 9.8a4.2 4.2 0 1 1 0 8.4" />
        </g>
      </svg>
      <span>Ecotone</span>
    </a>
  )
}

function Switcher({ c, switcher }: { c: Context; switcher: NonNullable<Navigation['switcher']> }) {
  const say = uiWords(factsOf(c).language)
  if (switcher.others.length === 0) {
    return (
      <a class="switcher-name" href={switcher.href}>
        {switcher.name}
      </a>
    )
  }
  return (
    <details class="menu switcher">
      <summary aria-label={say('switch', { name: switcher.name })}>
        <span class="switcher-name">{switcher.name}</span>
        <Icon name="chevrons-up-down" size={16} />
      </summary>
      <ul class="menu-list">
        <li>
          <a href={switcher.href} aria-current="true">
            {switcher.name} <Icon name="check" size={16} />
          </a>
        </li>
        {switcher.others.map((other) => (
          <li>
            <a href={other.href}>{other.name}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Sections({ c, navigation }: { c: Context; navigation: Navigation }) {
  const say = uiWords(factsOf(c).language)
  return (
    <nav class={navigation.items.length > 6 ? 'sections sections-many' : 'sections'} aria-label={say('sections')}>
      <ul>
        {navigation.items.map((item) => (
          <li>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              <Icon name={item.icon} size={20} />
              <span>{item.label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Four buttons of one form: works without JavaScript, and a choice is never made by merely following a link. */
function LanguageSwitch({ c }: { c: Context }) {
  const { language } = factsOf(c)
  const say = uiWords(language)
  const url = new URL(c.req.url)
  return (
    <details class="menu menu-end">
      <summary aria-label={say('language_now', { name: languageNames[language] })}>
        <Icon name="languages" size={20} />
        <span class="menu-word">{languageNames[language]}</span>
      </summary>
      <form class="menu-list" method="post" action="/language">
        <input type="hidden" name="back" value={url.pathname + url.search} />
        {languages.map((one) => (
          <button
            type="submit"
            name="language"
            value={one}
            lang={one}
            aria-current={one === language ? 'true' : undefined}
          >
            {languageNames[one]} {one === language && <Icon name="check" size={16} />}
          </button>
        ))}
      </form>
    </details>
  )
}

function Account({ c }: { c: Context }) {
  const account = accountOf(c)
  const say = uiWords(factsOf(c).language)
  if (!account) {
    return (
      <a class="header-link" href="/sign-in" aria-label={say('sign_in')}>
        <Icon name="log-in" size={20} />
        <span class="header-word">{say('sign_in')}</span>
      </a>
    )
  }
  return (
    <details class="menu menu-end">
      <summary>
        <span class="face">{initials(account.name)}</span>{' '}
        <span class="sr">
          {say('account')}: {account.name}
        </span>
      </summary>
      <div class="menu-list">
        <p class="menu-who">{account.name}</p>
        <a href={account.href}>
          <Icon name="user" size={18} /> {say('account')}
        </a>
        {hasSitePart(c, 'about') && (
          <a href="/?home">
            <Icon name="book-open" size={18} /> {say('to_site')}
          </a>
        )}
        <form method="post" action="/sign-out">
          <button type="submit">
            <Icon name="log-out" size={18} /> {say('sign_out')}
          </button>
        </form>
      </div>
    </details>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return picked.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '·'
}
