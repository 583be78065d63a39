/** How a value that is no text or number stands in its column. */
export interface Code {
  write(value: unknown): string | number
  read(stored: string | number): unknown
}

export const asJson: Code = { write: (value) => JSON.stringify(value), read: (stored) => JSON.parse(String(stored)) }
export const asFlag: Code = { write: (value) => (value === true ? 1 : 0), read: (stored) => stored === 1 }
