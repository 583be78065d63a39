import { tagsFromPurchases } from '@larder/assistant/goods/recommend/tags'
import type { CustomerTag } from '@larder/assistant/mind/skill'
import type { ConsentOffered, FromScreen, ToScreen } from '@larder/contracts/kiosk-screen'
import { type MemberAsked, type MemberFacts, memberCode, memberFacts } from '@larder/contracts/member'
import type { Consent } from '@larder/contracts/recognition'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { type CloudLink, CloudRefused } from '../cloud-link/cloud-link.ts'
import { consentTexts, consentVersion } from './consent-text.ts'
import { shotsWanted } from './enrolment.ts'
import { NotRecognising, type Recognition } from './recognition.ts'

export type MemberMessage = Extract<
  FromScreen,
  { kind: 'member' | 'look' | 'enrol' | 'enrol-finish' | 'enrol-cancel' | 'erase-face' }
>

/** What all screens of a kiosk share to serve members. */
export interface MemberServices {
  cloud: CloudLink
  recognition: Recognition
  copy(): StoreCopy
  nowMs(): number
}

export interface MemberDeskOptions extends MemberServices {
  tell(message: ToScreen): void
  refuse(code: string, message: string): void
  onMember(tags: CustomerTag[]): void
}

const memberKinds: readonly string[] = ['member', 'look', 'enrol', 'enrol-finish', 'enrol-cancel', 'erase-face']
export const isMemberMessage = (message: FromScreen): message is MemberMessage => memberKinds.includes(message.kind)

/** One screen's member: by card, telephone or face; enrolment and erasure of the face at their own wish. */
export class MemberDesk {
  readonly #options: MemberDeskOptions
  #customer: string | null = null
  /** By card or telephone: a face alone may be a picture of somebody, and enrols nobody. */
  #proven = false
  #look: string | null = null
  #enrolment: string | null = null

  constructor(options: MemberDeskOptions) {
    this.#options = options
  }

  take(message: MemberMessage): void {
    this.#take(message).catch((error: unknown) => this.#failed(error))
  }

  /** The look of that id found somebody. */
  async looked(id: string, member: string): Promise<void> {
    if (id !== this.#look) return
    this.#look = null
    await this.#open({ recognised: member }).catch((error: unknown) => this.#failed(error))
  }

  /** The screen is wiped: whoever stood there is forgotten, and unfinished pictures with them. */
  forget(): void {
    const { recognition } = this.#options
    if (this.#look !== null) recognition.cancelLook(this.#look)
    if (this.#enrolment !== null) recognition.cancelEnrolment(this.#enrolment)
    this.#customer = null
    this.#proven = false
    this.#look = null
    this.#enrolment = null
  }

  async #take(message: MemberMessage): Promise<void> {
    const { recognition, tell } = this.#options
    switch (message.kind) {
      case 'member':
        return this.#open(message.by === 'code' ? { code: codeOf(message.value) } : { phone: digitsOf(message.value) })
      case 'look':
        this.#look = recognition.beginLook()
        tell({ kind: 'look', id: this.#look })
        return
      case 'enrol':
        return this.#enrol(message)
      case 'enrol-finish': {
        if (this.#enrolment === null) throw new NotRecognising('gone', 'no enrolment is under way: begin again')
        const receipt = recognition.finishEnrolment(this.#enrolment)
        this.#enrolment = null
        tell({ kind: 'receipt', receipt })
        return
      }
      case 'enrol-cancel':
        if (this.#enrolment !== null) recognition.cancelEnrolment(this.#enrolment)
        this.#enrolment = null
        return
      case 'erase-face': {
        const receipt = recognition.erase(this.#mustBeMember(), 'withdrawn at the kiosk')
        if (receipt === undefined) throw new NotRecognising('gone', 'no face of yours is kept here')
        tell({ kind: 'receipt', receipt })
      }
    }
  }

  async #open(asked: MemberAsked): Promise<void> {
    const facts = await this.#facts(asked)
    const { tell, recognition, onMember, copy, nowMs } = this.#options
    this.#customer = facts.customer
    this.#proven = !('recognised' in asked)
    const enrolled = recognition.isEnrolled(facts.customer)
    const consent = recognition.enabled && !enrolled ? offeredConsent : null
    tell({ kind: 'member', masked: maskedTail(facts.customer), enrolled, consent })
    const orders = facts.purchases.map(({ product, quantity, atMs }) => ({
      orderedAtMs: atMs,
      lines: [{ lot: product, product, quantity }],
    }))
    onMember(tagsFromPurchases(orders, copy().cards, nowMs()))
  }

  /** With the cloud away a recognised member is still greeted, of whose purchases nothing is known then. */
  async #facts(asked: MemberAsked): Promise<MemberFacts> {
    const { cloud } = this.#options
    try {
      return await cloud.json('/api/kiosk/members/open', memberFacts, { method: 'POST', body: asked })
    } catch (error) {
      if (error instanceof CloudRefused || !('recognised' in asked)) throw error
      return { customer: asked.recognised, purchases: [] }
    }
  }

  async #enrol({ consent, guardianCode }: Extract<MemberMessage, { kind: 'enrol' }>): Promise<void> {
    const { recognition, tell } = this.#options
    const member = this.#mustBeMember()
    if (!this.#proven)
      throw new NotRecognising('member-first', 'show the member card or give the telephone number to enrol a face')
    const guardian =
      consent.ofAge || guardianCode === undefined ? null : (await this.#facts({ code: codeOf(guardianCode) })).customer
    const agreed: Consent = { ...consent, guardian }
    this.#enrolment = recognition.beginEnrolment(member, agreed)
    tell({ kind: 'enrolment', id: this.#enrolment, leastShots: shotsWanted.least, mostShots: shotsWanted.most })
  }

  #mustBeMember(): string {
    if (this.#customer === null)
      throw new NotRecognising('member-first', 'show the member card or give the telephone number first')
    return this.#customer
  }

  #failed(error: unknown): void {
    const { refuse } = this.#options
    if (error instanceof NotRecognising) refuse(error.code, error.message)
    else if (error instanceof CloudRefused && error.status === 429) refuse('too-many-tries', error.message)
    else if (error instanceof CloudRefused) refuse('unknown-member', 'no member has this card or number')
    else refuse('cloud-away', 'members cannot be looked up just now: try again in a minute')
  }
}

const offeredConsent: ConsentOffered = {
  version: consentVersion,
  texts: consentTexts[consentVersion] as ConsentOffered['texts'],
}

/** A card's code, alone or at the end of the address that its QR code holds. */
function codeOf(value: string): string {
  const code = memberCode.safeParse(value.trim().split('/').at(-1))
  if (!code.success) throw new NotRecognising('unknown-member', 'this is not the code of a member card')
  return code.data
}

function digitsOf(value: string): string {
  const digits = value.replace(/\D/g, '')
  if (digits.length < 6 || digits.length > 15)
    throw new NotRecognising('unknown-member', 'give the whole telephone number')
  return digits
}

const maskedTail = (customer: string): string => `…${customer.slice(-2)}`
