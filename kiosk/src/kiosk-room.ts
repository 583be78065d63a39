import { join } from 'node:path'
import type { Model } from '@larder/assistant/classifier/model'
import type { Mind } from '@larder/assistant/mind/mind'
import type { KioskConfiguration } from '@larder/contracts/configuration'
import { continuation, type KioskReport } from '@larder/contracts/kiosk-link'
import type { ScreenReady } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import { kioskKey } from '@larder/contracts/order-proof'
import type { RoomContext } from '@larder/contracts/room'
import type { Clock } from './clock.ts'
import { CloudAway, CloudLink } from './cloud-link/cloud-link.ts'
import { CopyKeeper } from './cloud-link/copy-keeper.ts'
import { Inbox } from './cloud-link/inbox.ts'
import { Outbox } from './cloud-link/outbox.ts'
import { OutboxSender } from './cloud-link/outbox-sender.ts'
import { Dialog } from './conversation/dialog.ts'
import type { Session, Surroundings } from './conversation/session.ts'
import { KioskDesk } from './desk/kiosk-desk.ts'
import { OrderTries } from './desk/order-tries.ts'
import { Lobby } from './door/lobby.ts'
import { Ears } from './hearing/ears.ts'
import { modelPlaces } from './hearing/find-models.ts'
import { MindKeeper } from './minds/mind-keeper.ts'
import { fetchMissingModels } from './models/fetch-missing.ts'
import { PictureDoor } from './recognition/picture-door.ts'
import { type FaceReader, Recognition } from './recognition/recognition.ts'
import { RecognitionTelling } from './recognition/telling.ts'
import { Voice } from './speaking/voice.ts'

export interface KioskRoomParts {
  clock: Clock
  createMind(models: Partial<Record<Language, Model>>): Promise<Mind>
  faces: FaceReader
}

/** A shopper waits no longer for the cloud to take what must be known there first. */
const flushMs = 1500

/** What a kiosk is made of, and how its parts know one another. */
export class KioskRoom {
  readonly lobby: Lobby
  readonly pictures: PictureDoor
  readonly #context: RoomContext
  readonly #kiosk: KioskConfiguration
  readonly #clock: Clock
  readonly #cloud: CloudLink
  readonly #outbox: Outbox
  readonly #sender: OutboxSender
  readonly #copy: CopyKeeper
  readonly #inbox: Inbox
  readonly #minds: MindKeeper
  readonly #ears: Ears
  readonly #voice: Voice
  readonly #tries: OrderTries
  readonly #key: Buffer
  #greeted = ''
  readonly #recognition: Recognition
  readonly #telling: RecognitionTelling

  constructor(context: RoomContext, { clock, createMind, faces }: KioskRoomParts) {
    const { configuration, dataDirectory, secrets, log } = context
    const { kiosk, sites, edge } = configuration
    const folder = join(dataDirectory, 'kiosk')
    this.#context = context
    this.#kiosk = kiosk
    this.#clock = clock
    this.#key = kioskKey(secrets.kiosk)
    const url = kiosk.cloudUrl ?? context.cloudUrl ?? `http://127.0.0.1:${configuration.cloud.httpPort}`
    this.#cloud = new CloudLink({ url, token: secrets.kiosk, clock, onChange: (away) => this.#cloudChanged(away) })
    this.#outbox = new Outbox({ folder, log })
    this.#sender = new OutboxSender({ outbox: this.#outbox, cloud: this.#cloud, clock, log })
    const { languages } = kiosk
    this.#minds = new MindKeeper({
      folder: join(folder, 'mind'),
      languages,
      cloud: this.#cloud,
      clock,
      create: createMind,
      log,
    })
    const site = sites.find(({ id }) => id === (kiosk.site ?? edge.site))
    if (site === undefined) throw new Error(`kiosk.site: name one of the sites`)
    this.#copy = new CopyKeeper({
      folder,
      site: site.id,
      name: site.name,
      timeZone: site.timeZone,
      cloud: this.#cloud,
      clock,
      log,
      onChange: (copy) => {
        this.#minds.follow(copy)
        // A copy that says nothing of it allows nothing.
        void this.#recognition.apply(copy.recognition ?? { enabled: false, assessment: null })
        this.#recognition.eraseWanted(copy.eraseFaces ?? [])
        this.#greetAll()
      },
    })
    this.#inbox = new Inbox({
      cloud: this.#cloud,
      clock,
      onEvent: (event) => {
        if (event.name === 'copy-changed') void this.#copy.refresh()
        else this.lobby.told(event)
      },
    })
    this.#ears = new Ears({ places: modelPlaces(dataDirectory), languages, clock, log })
    this.#voice = new Voice({ clock, load: () => loadSpeaker(kiosk, join(folder, 'prompts')) })
    this.#tries = new OrderTries(clock)
    this.#recognition = new Recognition({
      folder: join(folder, 'recognition'),
      engine: faces,
      clock: () => clock.nowMs(),
      onReceipt: () => this.#telling.now(),
    })
    this.#telling = new RecognitionTelling({
      recognition: this.#recognition,
      cloud: this.#cloud,
      clock,
      kiosk: kiosk.id,
      log,
    })
    this.pictures = new PictureDoor({
      recognition: this.#recognition,
      configuredHost: kiosk.host,
      onKnown: (look, member) => this.lobby.looked(look, member),
    })
    this.lobby = new Lobby(this.#surroundings(), kiosk.maxSessions)
  }

  start(): void {
    this.#outbox.start()
    this.#recognition.start()
    this.#ears.look()
    this.#copy.start()
    // Where no copy was ever had the kiosk's own lines are enough to understand.
    void this.#copy.refresh().then(() => this.#minds.follow(this.#copy.current()))
    this.#inbox.start()
    this.#sender.start()
    this.#telling.start()
    void this.#fetchModels()
  }

  health(): Record<string, unknown> {
    const { atMs } = this.#copy.current()
    return {
      status: 'ok',
      cloud: this.#cloud.away ? 'away' : 'reached',
      copyAgeSeconds: Math.max(0, Math.round((this.#clock.nowMs() - atMs) / 1000)),
      hears: this.#ears.languages,
      understands: this.#minds.languages(),
      missing: { hearing: this.#ears.missing, speaking: this.#voice.missing },
      screens: this.lobby.screens,
      waitingReports: this.#outbox.waiting,
      droppedReports: this.#outbox.dropped(),
    }
  }

  async stop(): Promise<void> {
    this.lobby.stop()
    this.lobby.terminate()
    await Promise.all([this.#inbox.stop(), this.#copy.stop(), this.#minds.stop(), this.#sender.stop()])
    await this.#telling.stop()
    await Promise.all([this.#ears.stop(), this.#voice.stop(), this.#recognition.stop()])
    this.#outbox.stop()
  }

  #surroundings(): Surroundings {
    const { languages, idleWarningSeconds, idleWipeSeconds } = this.#kiosk
    return {
      clock: this.#clock,
      idle: { warningMs: idleWarningSeconds * 1000, wipeMs: idleWipeSeconds * 1000 },
      languages,
      ready: () => this.#ready(),
      cloudAway: () => this.#cloud.away,
      mind: () => this.#minds.mind(),
      speaker: () => this.#voice.speaker(),
      prepare: (text, language) => void this.#voice.prepare(text, language).catch(() => undefined),
      voiceFailed: (error) => this.#voiceFailed(error),
      voiceWorked: () => {
        this.#voice.missing = null
        this.#greetAll()
      },
      hears: () => this.#ears.languages,
      members: {
        cloud: this.#cloud,
        recognition: this.#recognition,
        copy: () => this.#copy.current(),
        nowMs: () => this.#clock.nowMs(),
      },
      holdDecoders: (wanted) => this.#ears.hold(wanted),
      dialog: (language, chosen) => this.#dialog(language, chosen),
      desk: (session, dialog) => this.#desk(session, dialog),
      phoneLink: (conversation) => this.#phoneLink(conversation),
      log: this.#context.log,
    }
  }

  #ready(): Omit<ScreenReady, 'kind'> {
    const { site, name, timeZone, store } = this.#copy.current()
    const { idleWarningSeconds, idleWipeSeconds, languages } = this.#kiosk
    return {
      site,
      storeName: name,
      timeZone,
      plan: store?.plan ?? null,
      hears: this.#ears.languages,
      speaks: languages,
      missing: { hearing: this.#ears.missing, speaking: this.#voice.missing },
      idleWarningMs: idleWarningSeconds * 1000,
      idleWipeMs: idleWipeSeconds * 1000,
      bargeIn: true,
      recognises: this.#recognition.enabled,
    }
  }

  #dialog(language: Language, chosen: boolean): Dialog {
    return new Dialog({
      kiosk: this.#kiosk.id,
      language,
      chosen,
      tries: this.#tries.ofConversation(),
      nowMs: () => this.#clock.nowMs(),
      report: (report) => this.#report(report),
      amend: (report) => this.#outbox.amend(report),
    })
  }

  #desk(session: Session, dialog: Dialog): KioskDesk {
    return new KioskDesk({
      conversation: dialog.id,
      clock: this.#clock,
      cloud: this.#cloud,
      key: this.#key,
      copy: () => this.#copy.current(),
      tries: dialog.tries,
      report: (report) => this.#report(report),
      told: (id) => this.#outbox.remove([id]),
      flush: () => this.#flush(),
      onHandOff: (_asked, state) => {
        if (state === 'waiting' && dialog.mode === 'assistant') dialog.mode = 'waiting'
        session.tellMode()
      },
    })
  }

  #report(report: KioskReport): void {
    this.#outbox.add(report)
    this.#sender.nudge()
  }

  async #flush(): Promise<boolean> {
    return !this.#cloud.away && (await this.#sender.flush(flushMs))
  }

  async #phoneLink(conversation: string): Promise<{ url: string; expiresAtMs: number }> {
    // The phone goes on from what the cloud knows.
    if (!(await this.#flush())) throw new CloudAway('the conversation could not be told')
    return this.#cloud.json(`/api/kiosk/conversations/${conversation}/code`, continuation, { method: 'POST', body: {} })
  }

  /** A copy comes each minute, and most often says nothing new of what a screen shows at rest. */
  #greetAll(): void {
    const ready = JSON.stringify(this.#ready())
    if (ready === this.#greeted) return
    this.#greeted = ready
    this.lobby.greetAll()
  }

  #cloudChanged(away: boolean): void {
    this.#context.log(away ? 'the cloud is away: answering from the copy' : 'the cloud answers')
    this.lobby.tellMode()
    if (!away) this.#sender.resume()
  }

  #voiceFailed(error: Error): void {
    if (this.#voice.missing === null) this.#context.log(`the voice failed: ${error.message}`)
    this.#voice.missing = 'engine-failed'
    this.#greetAll()
  }

  async #fetchModels(): Promise<void> {
    const { fetchModels, languages } = this.#kiosk
    const wanted = languages.filter((language) => !this.#ears.languages.includes(language))
    if (!fetchModels || wanted.length === 0) return
    this.#ears.fetching = true
    const { dataDirectory, log, tell = log } = this.#context
    const got = await fetchMissingModels(wanted, join(dataDirectory, 'models'), tell)
    this.#ears.fetching = false
    if (got) this.#ears.look()
    this.#greetAll()
  }
}

async function loadSpeaker({ voice: { engine } }: KioskConfiguration, folder: string) {
  const [{ Speaker }, { PromptCache }] = await Promise.all([
    import('./speaking/speaker.ts'),
    import('./speaking/prompt-cache.ts'),
  ])
  const cache = new PromptCache({ folder, mostMemoryBytes: 4_000_000, mostDiskBytes: 32_000_000 })
  if (engine === 'espeak') return new Speaker(new (await import('./speaking/espeak.ts')).Espeak(), cache)
  return new Speaker(new (await import('./speaking/command-engine.ts')).CommandEngine(engine.command), cache)
}
