import type { Configuration } from './configuration.ts'

/** What a room is given to run: parsed, never read from globals. */
export interface RoomContext {
  configuration: Configuration
  /** Absolute path; each room keeps to its own folder under it, named like the room. */
  dataDirectory: string
  secrets: Secrets
  /** Where this room reaches the broker, such as mqtt://127.0.0.1:1883. */
  brokerUrl: string
  /** Where the kiosk reaches the cloud of this machine, such as http://127.0.0.1:8080. */
  cloudUrl?: string
  /** One line for the operator; never a secret. */
  log(line: string): void
  /** The same, shown as well to whoever has started the site and watches it. */
  tell?(line: string): void
}

/** A running room. */
export interface Room {
  /** Name → URL, as printed when ready. */
  addresses: Record<string, string>
  stop(): Promise<void>
}

/** Generated at first start into DIR/secrets.json, readable by the owner alone. */
export interface Secrets {
  /** MQTT password of each room's own account; the account is called like the room. */
  mqtt: Record<'edge' | 'cloud' | 'flows', string>
  /** MQTT password of each simulated device, by device id. */
  devices: Record<string, string>
  /** Console accounts made at first start, by name. */
  console: Record<string, string>
  /** Node-RED editor: user `admin`. */
  nodeRed: { admin: string; credentialSecret: string }
  /** Signs and keys whatever the cloud signs. */
  cloudKey: string
  /** Token by which the store's own kiosk is known to the cloud. */
  kiosk: string
}

/** A subcommand of `larder`, such as `nmea` or `device add`. */
export interface Command {
  /** One or two words. */
  name: string
  usage: string
  summary: string
  /** Resolves to the process's exit code: 0 done, 1 failed, 2 called wrongly. */
  run(args: string[], context: CommandContext): Promise<number>
}

export interface CommandContext {
  /** Absolute path of the data folder. */
  dataDirectory: string
  /** Reads and validates DIR/larder.json; rejects with every fault listed. */
  configuration(): Promise<Configuration>
  secrets(): Promise<Secrets>
  out(line: string): void
  error(line: string): void
}
