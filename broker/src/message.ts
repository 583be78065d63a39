export type Qos = 0 | 1 | 2

export interface Message {
  topic: string
  payload: Buffer
  qos: Qos
  retain: boolean
}
