import type { FastifyReply, FastifyRequest } from 'fastify'
import { captureLimit } from './document.ts'
import type { Behaviour } from './event-store.ts'
import { EpcisException } from './problems.ts'

const told = {
  'gs1-epcis-version': '2.0.0',
  'gs1-epcis-min': '2.0.0',
  'gs1-epcis-max': '2.0.0',
  'gs1-cbv-version': '2.0.0',
  'gs1-cbv-min': '2.0.0',
  'gs1-cbv-max': '2.0.0',
  'gs1-epc-format': 'Never_Translates',
  'gs1-cbv-xml-format': 'Never_Translates',
  'gs1-epcis-capture-limit': String(captureLimit.events),
  'gs1-epcis-capture-file-size-limit': String(captureLimit.bytes),
}

/** What the standard wants told with every answer. */
export async function tellVersions(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.headers(told)
}

/** Refuses a request for another version than 2.0. */
export async function refuseOtherVersions({ headers }: FastifyRequest): Promise<void> {
  for (const name of ['gs1-epcis-version', 'gs1-cbv-version']) {
    const asked = headers[name]
    if (asked !== undefined && !/^2\.0(\.\d+)?$/.test(String(asked))) {
      throw new EpcisException('NotAcceptableException', 406, `${name}: only 2.0.0 is spoken here`)
    }
  }
}

export function behaviourOf({ headers }: FastifyRequest): Behaviour {
  const asked = headers['gs1-capture-error-behaviour'] ?? 'rollback'
  if (asked === 'rollback' || asked === 'proceed') return asked
  throw new EpcisException('ValidationException', 400, 'GS1-Capture-Error-Behaviour: must be rollback or proceed')
}
