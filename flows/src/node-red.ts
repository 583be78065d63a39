import type { EventEmitter } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { createRequire } from 'node:module'
import type { Services } from './services.ts'

/** The part of Node-RED that we use; it ships no types of its own. */
export interface NodeRed {
  init(server: Server, settings: object): void
  start(): Promise<void>
  stop(): Promise<void>
  events: EventEmitter
  httpAdmin: RequestListener
}

/** What a node's file is given when it is loaded. */
export interface NodeApi {
  settings: { larder: Services }
  nodes: {
    createNode(node: FlowNode, configuration: object): void
    registerType<C extends object>(type: string, create: (this: FlowNode, configuration: C) => void): void
  }
  _(key: string, values?: Record<string, unknown>): string
}

export interface FlowNode {
  id: string
  send(message: object): void
  status(status: { fill?: 'red' | 'green' | 'yellow' | 'grey' | 'blue'; shape?: 'ring' | 'dot'; text?: string }): void
  on(event: 'input', listener: (message: never, send: unknown, done: (error?: Error) => void) => void): void
  on(event: 'close', listener: (done: () => void) => void): void
}

const require = createRequire(import.meta.url)

/** One instance per process: Node-RED cannot be started again after it was stopped. */
export const loadNodeRed = (): NodeRed => require('node-red')

/**
 * Node-RED's timer for the expiry of signed-in sessions outlives its `stop` and would hold the process for hours
 * (editor-api 5.0.7, lib/auth/tokens.js). Loading an empty list of sessions clears it; those on disk stay.
 */
export async function forgetSessions(): Promise<void> {
  const tokens = createRequire(require.resolve('node-red'))('@node-red/editor-api/lib/auth/tokens')
  await tokens.init({}, { getSessions: async () => ({}) })
  await tokens.get('')
}
