import type { GroundRule, SpaceStage } from '../landscape/drawn-landscape.ts'

export type StageKey = 'imagined' | 'inviting' | 'alive' | 'resting' | 'closed' | 'handed_over'
export type RuleKey = 'open' | 'chatham_house' | 'closed'

/** The stage as it stands in the catalogue's keys. */
export function stageKey(stage: SpaceStage): StageKey {
  return stage.replace(' ', '_') as StageKey
}

export function ruleKey(rule: GroundRule): RuleKey {
  return rule.replace(' ', '_') as RuleKey
}

/** The mark of a space on the map: a tent in outline while it is imagined or inviting, filled when alive, a cold ring when it has ended. */
export function TentMark({ stage }: { stage: SpaceStage }) {
  const ended = stage === 'closed' || stage === 'handed over'
  const drawn = stage === 'imagined' || stage === 'inviting'
  return (
    <svg
      class={`tent tent-${ended ? 'ended' : drawn ? 'drawn' : 'pitched'}`}
      width="18"
      height="18"
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {ended ? (
        <>
          <circle cx="8" cy="8" r="5.2" />
          <path d="M5.8 10.2 10.2 5.8M5.8 5.8l4.4 4.4" />
        </>
      ) : (
        <>
          <path d="M8 2.4 1.8 13.4h12.4z" />
          {!drawn && <path class="tent-door" d="M8 7.4 5.9 13.4h4.2z" />}
        </>
      )}
    </svg>
  )
}
