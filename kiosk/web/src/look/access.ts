import { useEffect, useMemo, useState } from 'react'

export type TextSize = '1' | '1.5' | '2'

export interface AccessChoices {
  text: TextSize
  contrast: boolean
  lowReach: boolean
  slowVoice: boolean
}

export interface Access {
  choices: AccessChoices
  set(choices: AccessChoices): void
}

export const usual: AccessChoices = { text: '1', contrast: false, lowReach: false, slowVoice: false }
export const everything: AccessChoices = { text: '1.5', contrast: true, lowReach: true, slowVoice: true }

/** How one shopper wants the screen: forgotten with the conversation. */
export function useAccess(conversation: string | null): Access {
  const [choices, set] = useState(usual)
  const [of, setOf] = useState(conversation)
  if (of !== conversation) {
    setOf(conversation)
    // Chosen on the attract screen, it goes along into the conversation that begins there.
    if (of !== null) set(usual)
  }
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset.text = choices.text
    dataset.contrast = choices.contrast ? 'high' : 'usual'
    dataset.reach = choices.lowReach ? 'low' : 'usual'
  }, [choices])
  return useMemo(() => ({ choices, set }), [choices])
}
