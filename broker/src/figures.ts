/** What the broker counts since its start. */
export class Figures {
  readonly startedAtMs = Date.now()
  clientsMaximum = 0
  received = 0
  sent = 0
  dropped = 0
  droppedFrames = 0
  refusedPublishes = 0
  refusedSubscriptions = 0
  failedSignIns = 0

  /** `$SYS/broker/…` topic → value, as mosquitto names them where it has the same figure. */
  topics(now: { clients: number; stored: number; retained: number; rows: number; bytes: number; version: string }) {
    return {
      version: `larder broker (aedes ${now.version})`,
      uptime: `${Math.floor((Date.now() - this.startedAtMs) / 1000)} seconds`,
      'clients/connected': now.clients,
      'clients/maximum': this.clientsMaximum,
      'messages/received': this.received,
      'messages/sent': this.sent,
      'messages/stored': now.stored,
      'retained messages/count': now.retained,
      'publish/messages/dropped': this.dropped,
      'frames/dropped': this.droppedFrames,
      'publish/messages/refused': this.refusedPublishes,
      'subscriptions/refused': this.refusedSubscriptions,
      'authentication/failures': this.failedSignIns,
      'journal/rows': now.rows,
      'journal/bytes': now.bytes,
    }
  }
}
