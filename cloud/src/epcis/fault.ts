/** What is wrong with a document or an event; `path` is where, as a JSONPath such as `$.epcisBody.eventList[3].action`. */
export interface Fault {
  path: string
  message: string
}

export const say = ({ path, message }: Fault): string => `${path}: ${message}`

/** A document of which nothing can be captured. */
export class DocumentFault extends Error {
  readonly fault: Fault
  /** Whether less of the same would be captured. */
  readonly isTooMuch: boolean

  constructor(fault: Fault, isTooMuch = false) {
    super(say(fault))
    this.fault = fault
    this.isTooMuch = isTooMuch
  }
}
