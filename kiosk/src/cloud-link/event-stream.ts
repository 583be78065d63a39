/** One Server-Sent Event (WHATWG HTML §9.2). */
export interface StreamEvent {
  /** Of the last event that named one; it names this one's place when the stream breaks. */
  lastId: string | undefined
  name: string
  data: string
}

const mostCharacters = 1_000_000

/** Reads events out of a stream's pieces, wherever the pieces are cut. */
export class EventStreamReader {
  #text = ''
  #lastId: string | undefined

  constructor(lastId?: string) {
    this.#lastId = lastId
  }

  get lastId(): string | undefined {
    return this.#lastId
  }

  /** @throws when an event is longer than any of ours */
  push(piece: string): StreamEvent[] {
    this.#text += piece
    const blocks = this.#text.split(/\r\n\r\n|\n\n|\r\r/)
    this.#text = blocks.pop() ?? ''
    if (this.#text.length > mostCharacters) throw new Error('an event of the inbox is too long')
    return blocks.flatMap((block) => this.#event(block))
  }

  #event(block: string): StreamEvent[] {
    let name = 'message'
    const data: string[] = []
    for (const line of block.split(/\r\n|\n|\r/)) {
      const [, field, value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? []
      if (field === 'event') name = value
      else if (field === 'data') data.push(value)
      else if (field === 'id') this.#lastId = value
    }
    return data.length === 0 ? [] : [{ lastId: this.#lastId, name, data: data.join('\n') }]
  }
}
