import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ShotFault } from '@larder/contracts/kiosk-screen'
import type {
  Consent,
  FaceErasureDone,
  FaceErasureWanted,
  RecognitionFigures,
  RecognitionReceipt,
  RecognitionSetting,
} from '@larder/contracts/recognition'
import { type Calibration, calibrate, type EnrolledPerson } from '../faces/calibration.ts'
import { meanDescriptor } from '../faces/descriptor.ts'
import { defaultRule, type Template } from '../faces/matching.ts'
import type { Care, FaceReading } from '../faces/read-faces.ts'
import { masterKey } from '../faces/vault/master-key.ts'
import { TemplateVault } from '../faces/vault/template-vault.ts'
import { consentTexts, consentVersion } from './consent-text.ts'
import { type Enrolment, shotsWanted, takeShot } from './enrolment.ts'
import { type Look, type LookState, lookAgain } from './look.ts'
import { Registry } from './registry.ts'

const dayMs = 86_400_000
const unusedMs = 365 * dayMs
const eventsMs = 30 * dayMs
/** Who walks away leaves nothing behind. */
const patienceMs = 5 * 60_000
const mostAtOnce = 8
/** A filing with the authority is due at 100,000 faces; the warning comes before. */
const filingDueAt = 90_000
/** Shots compared with templates when the gallery has changed: about a fifth of a second of one core. */
const calibrationComparisons = 750_000
/** Fewer trials say too little: three shots each. */
const leastProbes = 40

export interface FaceReader {
  read(bytes: Uint8Array, care: Care): Promise<FaceReading>
  stop(): Promise<void>
}

export interface RecognitionOptions {
  /** The room's folder for it; keys lie in `keys/` beneath, to be left out of backups of the rest. */
  folder: string
  engine: FaceReader
  clock: () => number
  /** Somebody was enrolled or erased. */
  onReceipt?: () => void
}

/** Why something was not done, as a code that the screen has words for. */
export class NotRecognising extends Error {
  readonly code:
    | 'off'
    | 'busy'
    | 'gone'
    | 'text-outdated'
    | 'guardian-needed'
    | 'too-few-shots'
    | 'member-first'
    | 'unknown-member'

  constructor(code: NotRecognising['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Recognising members who asked for it. Off until an administrator has recorded an impact assessment and switched it
 * on; the face engine's process starts with the first picture after that.
 */
export class Recognition {
  readonly #engine: FaceReader
  readonly #clock: () => number
  readonly #folder: string
  readonly #registry: Registry
  readonly #onReceipt: () => void
  readonly #enrolments = new Map<string, Enrolment>()
  readonly #looks = new Map<string, Look>()
  #vault: TemplateVault | undefined
  #setting: RecognitionSetting = { enabled: false, assessment: null }
  #gallery: { templates: Template[]; calibration: Calibration } | undefined

  constructor({ folder, engine, clock, onReceipt }: RecognitionOptions) {
    this.#folder = folder
    this.#engine = engine
    this.#clock = clock
    this.#onReceipt = onReceipt ?? (() => undefined)
    this.#registry = new Registry(join(folder, 'registry.db'))
  }

  start(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    this.#registry.start()
    const key = masterKey(join(this.#folder, 'keys', 'faces.key'))
    this.#vault = new TemplateVault(join(this.#folder, 'faces.db'), key, this.#clock)
    this.#vault.start()
  }

  async stop(): Promise<void> {
    this.#forgetAll()
    await this.#engine.stop()
    this.#vault?.stop()
    this.#registry.stop()
  }

  get enabled(): boolean {
    return this.#setting.enabled && this.#setting.assessment !== null
  }

  /** What the administrator decided. Switched off, nothing looks any more; what is enrolled stays until it is erased. */
  async apply(setting: RecognitionSetting): Promise<void> {
    this.#setting = setting
    if (this.enabled) return
    this.#forgetAll()
    await this.#engine.stop()
  }

  isEnrolled(member: string): boolean {
    return this.#registry.consentOf(member) !== undefined
  }

  /** @throws NotRecognising when the text has changed meanwhile, or nobody of age agreed */
  beginEnrolment(member: string, consent: Consent): string {
    this.#mustBeOn()
    if (consent.version !== consentVersion || consentTexts[consent.version] === undefined)
      throw new NotRecognising('text-outdated', `the consent text is version ${consentVersion} now: show it again`)
    if (!consent.ofAge && consent.guardian === null)
      throw new NotRecognising('guardian-needed', 'under 14 a guardian agrees, who is a member as well')
    if (consent.guardian === member)
      throw new NotRecognising('guardian-needed', 'the guardian is somebody else than the child')
    this.#makeRoom(this.#enrolments)
    const id = randomUUID()
    this.#enrolments.set(id, { member, consent, begunAtMs: this.#clock(), shots: [] })
    return id
  }

  /** @throws PictureRefused, EngineUnavailable, NotRecognising */
  async takeShot(id: string, jpeg: Uint8Array): Promise<{ shots: number; faults: ShotFault[] }> {
    this.#mustBeOn()
    const enrolment = this.#alive(this.#enrolments, id)
    const reading = await this.#engine.read(jpeg, 'thorough')
    // The shopper may have cancelled, or an administrator switched off, while the picture was read.
    this.#mustBeOn()
    if (this.#enrolments.get(id) !== enrolment) throw gone()
    return { faults: takeShot(enrolment, reading), shots: enrolment.shots.length }
  }

  cancelEnrolment(id: string): void {
    this.#enrolments.delete(id)
  }

  /** @throws NotRecognising when there are fewer than three pictures */
  finishEnrolment(id: string): RecognitionReceipt {
    this.#mustBeOn()
    const { member, consent, shots } = this.#alive(this.#enrolments, id)
    if (shots.length < shotsWanted.least)
      throw new NotRecognising(
        'too-few-shots',
        `${shotsWanted.least} good pictures are needed, there are ${shots.length}`,
      )
    const receipt = this.#open.enrol(member, shots, `consent ${consent.version}, ${consent.language}`)
    this.#registry.agreed(member, consent, receipt.atMs)
    this.#enrolments.delete(id)
    return this.#changed(receipt)
  }

  /** After a touch only. */
  beginLook(): string {
    this.#mustBeOn()
    this.#makeRoom(this.#looks)
    const id = randomUUID()
    this.#looks.set(id, { begunAtMs: this.#clock(), frames: [] })
    return id
  }

  /** @throws PictureRefused, EngineUnavailable, NotRecognising */
  async look(id: string, jpeg: Uint8Array): Promise<LookState> {
    this.#mustBeOn()
    const look = this.#alive(this.#looks, id)
    const reading = await this.#engine.read(jpeg, 'frame')
    this.#mustBeOn()
    if (this.#looks.get(id) !== look) throw gone()
    const { templates, calibration } = this.#known()
    const rule = { ...defaultRule(templates.length), threshold: calibration.threshold }
    const state = lookAgain(look, reading, templates, rule)
    if (state.state === 'looking') return state
    this.#looks.delete(id)
    this.#registry.looked(
      state.state === 'known' ? 'recognised' : 'unknown',
      state.state === 'known' ? state.member : null,
      this.#clock(),
    )
    if (state.state === 'known') this.#open.used(state.member)
    return state
  }

  cancelLook(id: string): void {
    this.#looks.delete(id)
  }

  /** Withdrawal and erasure in one: undefined when nothing was enrolled. Works while recognition is off, too. */
  erase(member: string, why: string): RecognitionReceipt | undefined {
    for (const [id, enrolment] of this.#enrolments) if (enrolment.member === member) this.#enrolments.delete(id)
    const receipt = this.#open.erase(member, why)
    this.#registry.forget(member)
    return receipt && this.#changed(receipt)
  }

  /** What was asked for at the counter or by telephone, each once; also while recognition is off. */
  eraseWanted(wanted: readonly FaceErasureWanted[]): void {
    const asked = new Set(wanted.map(({ id }) => id))
    const done = new Set(this.#registry.erased().map(({ id }) => id))
    for (const id of done) if (!asked.has(id)) this.#registry.forgetErased(id)
    const fresh = wanted.filter(({ id }) => !done.has(id))
    for (const { id, member } of fresh)
      this.#registry.hasErased({ id, shots: this.erase(member, 'asked for in the shop')?.shots ?? null })
    if (fresh.length > 0) this.#onReceipt()
  }

  /** What was erased because the cloud asked, as long as it asks. */
  erased(): FaceErasureDone[] {
    return this.#registry.erased()
  }

  /** Erases what has not been used for twelve months, and looks older than thirty days. */
  keepTime(): RecognitionReceipt[] {
    const nowMs = this.#clock()
    this.#expire()
    this.#registry.eraseLooksBefore(nowMs - eventsMs)
    return this.#open.eraseUnused(nowMs - unusedMs, 'unused for twelve months').map((receipt) => {
      this.#registry.forget(receipt.member)
      return this.#changed(receipt)
    })
  }

  figures(kiosk: string): RecognitionFigures {
    const { calibration } = this.#known()
    const counts = this.#registry.counts(this.#clock() - eventsMs)
    return {
      kiosk,
      atMs: this.#clock(),
      enrolled: this.#open.size(),
      filingDueAt,
      threshold: calibration.threshold,
      thresholdFrom: calibration.from,
      falsePositives: calibration.falsePositives.trials > 0 ? calibration.falsePositives : null,
      falseNegatives: calibration.falseNegatives.trials > 0 ? calibration.falseNegatives : null,
      recognised30Days: counts.recognised,
      unknown30Days: counts.unknown,
    }
  }

  /** Receipts that the audit log has not been told of. */
  untold(): RecognitionReceipt[] {
    return this.#registry.untold()
  }

  told(id: string): void {
    this.#registry.told(id)
  }

  #known(): { templates: Template[]; calibration: Calibration } {
    if (this.#gallery === undefined) {
      const people = this.#open.gallery()
      this.#gallery = {
        templates: people.map(({ person, shots }) => ({ person, descriptor: meanDescriptor(shots) })),
        calibration: calibrate(people, undefined, probesOf(people)),
      }
    }
    return this.#gallery
  }

  #changed(receipt: RecognitionReceipt): RecognitionReceipt {
    this.#gallery = undefined
    this.#registry.toTell(receipt)
    this.#onReceipt()
    return receipt
  }

  #mustBeOn(): void {
    if (!this.enabled) throw new NotRecognising('off', 'recognition is off: an administrator has not switched it on')
  }

  #alive<Kept extends { begunAtMs: number }>(kept: Map<string, Kept>, id: string): Kept {
    this.#expire()
    const found = kept.get(id)
    if (found === undefined) throw gone()
    return found
  }

  #makeRoom(kept: Map<string, unknown>): void {
    this.#expire()
    if (kept.size >= mostAtOnce) throw new NotRecognising('busy', 'others are being served: try again in a minute')
  }

  #expire(): void {
    const beforeMs = this.#clock() - patienceMs
    for (const kept of [this.#enrolments, this.#looks])
      for (const [id, { begunAtMs }] of kept) if (begunAtMs < beforeMs) kept.delete(id)
  }

  #forgetAll(): void {
    this.#enrolments.clear()
    this.#looks.clear()
  }

  get #open(): TemplateVault {
    if (this.#vault === undefined) throw new Error('recognition is not started')
    return this.#vault
  }
}

const gone = () => new NotRecognising('gone', 'this has ended: begin again')

/** Evenly spread over the gallery, so that the same people give the same threshold. */
function probesOf(people: readonly EnrolledPerson[]): readonly EnrolledPerson[] {
  const most = Math.max(leastProbes, Math.floor(calibrationComparisons / shotsWanted.least / people.length))
  const step = Math.ceil(people.length / most)
  return people.filter((_, index) => index % step === 0)
}
