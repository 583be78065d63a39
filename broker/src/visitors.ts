import type { Client } from 'aedes'
import type { Guest } from './guest.ts'

/** Who is connected, and with what rights. */
export class Visitors {
  /** Rights outlive the connection: a will is published after it. */
  readonly #guests = new WeakMap<Client, Guest>()
  readonly #here = new Map<Client, Guest>()

  admit(client: Client, guest: Guest): void {
    this.#guests.set(client, guest)
    if (!client.closed) this.#here.set(client, guest)
  }

  left(client: Client): void {
    this.#here.delete(client)
  }

  guestOf(client: Client): Guest | undefined {
    return this.#guests.get(client)
  }

  here(): [Client, Guest][] {
    return [...this.#here]
  }
}
