import type { Answer, Mind } from '@larder/assistant/mind/mind'

/** Says back what it was told, so that a test knows what arrived; a few words have effects. */
export const standInMind: Mind = {
  async answer({ input, language, state }, desk) {
    const text = input.kind === 'said' ? input.text : input.kind === 'chose' ? input.choice : input.token
    const turns = Number(state?.turns ?? 0) + 1
    const masked = text.replace(/\d/g, '•')
    const answer: Answer = { ...blank(language), say: `${turns}: ${masked}`.slice(0, 200), state: { turns }, masked }
    if (/slow/.test(text)) answer.effects.push({ kind: 'voice', speed: 0.8 })
    if (/bye/.test(text)) answer.effects.push({ kind: 'end', why: 'goodbye' })
    if (/start over/.test(text)) answer.effects.push({ kind: 'end', why: 'restarted' })
    if (/long/.test(text)) answer.say = 'one two three four five six seven eight nine ten. '.repeat(30)
    if (/human/.test(text)) {
      const asked = { reason: 'asked', priority: 'high', scene: null, order: null, lot: null, offered: [] } as const
      answer.say = (await desk.handOff({ ...asked, offered: [] })).state
    }
    if (/ticket/.test(text)) {
      const draft = {
        scene: 'spoiled',
        order: null,
        lot: null,
        text: 'smells',
        contact: null,
        magnitude: null,
      } as const
      const { reference, queued } = await desk.openTicket(draft)
      answer.say = `${reference} ${queued ? 'queued' : 'taken'}`
    }
    if (/order (\S+) (\d{4})/.test(text)) {
      const [, number = '', phoneDigits = ''] = /order (\S+) (\d{4})/.exec(text) ?? []
      answer.say = JSON.stringify(await desk.openOrder({ number, phoneDigits }))
    }
    if (/fail/.test(text)) throw new Error(`the shopper said ${text}`)
    return answer
  },
  completeness: (partial) => (/salmon|三文鱼/.test(partial) ? 'complete' : 'usual'),
  greeting: (language) => ({ ...blank(language), say: language === 'zh' ? '您好' : 'Hello' }),
}

const blank = (language: Answer['language']): Answer => ({
  say: '',
  language,
  cards: [],
  choices: [],
  expects: 'open',
  understanding: null,
  outcome: 'answered',
  effects: [],
  state: { turns: 0 },
  masked: '',
})
