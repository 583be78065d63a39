import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type ProfilesMessage, profilesMessage } from '@larder/contracts/profile-set'
import type { ProfileSet } from '@larder/contracts/profiles'
import type { Message } from './intake/message.ts'

export interface ProfileIntakeOptions {
  /** Where the newest set waits for the next start. */
  file: string
  topic: string
  apply(profiles: ProfileSet): void
  log(line: string): void
}

/**
 * The profiles as the cloud last edited them: in force at once, and after a restart without the cloud. A set with faults
 * is named in the log, and what was known stays in force.
 */
export class ProfileIntake {
  readonly #options: ProfileIntakeOptions
  #known = ''

  constructor(options: ProfileIntakeOptions) {
    this.#options = options
  }

  /** Puts in force what was kept. */
  start(): void {
    const { file, apply, log } = this.#options
    try {
      this.#known = readFileSync(file, 'utf8')
      apply(parsed(this.#known).profiles)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log(`${file} is not used: ${wordsOf(error)}`)
    }
  }

  /** Takes the sets among these messages; returns the others. Throws when a set cannot be kept on disk. */
  take(messages: readonly Message[]): Message[] {
    const { topic } = this.#options
    for (const message of messages) if (message.topic === topic) this.#replace(Buffer.from(message.payload).toString())
    return messages.filter((message) => message.topic !== topic)
  }

  #replace(text: string): void {
    const { file, apply, log } = this.#options
    if (text === this.#known || text === '') return
    let next: ProfilesMessage
    try {
      next = parsed(text)
    } catch (error) {
      log(`the profiles that came are not used: ${wordsOf(error)}`)
      return
    }
    const draft = `${file}.new`
    try {
      writeFileSync(draft, text, { flush: true })
      renameSync(draft, file)
    } finally {
      rmSync(draft, { force: true })
    }
    this.#known = text
    apply(next.profiles)
    log('the profiles as edited are in force')
  }
}

function parsed(text: string): ProfilesMessage {
  const { data, error } = profilesMessage.safeParse(JSON.parse(text))
  if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
  return data
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
