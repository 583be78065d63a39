import type { ConsentOffered, ToScreen } from '@larder/contracts/kiosk-screen'
import type { RecognitionReceipt } from '@larder/contracts/recognition'

/** Who is served as a member, and what goes on with their face. All of it leaves with the conversation. */
export interface MemberState {
  member: { masked: string; enrolled: boolean; consent: ConsentOffered | null } | null
  /** The look that was begun by a touch; null while none is. */
  look: string | null
  enrolment: { id: string; leastShots: number; mostShots: number } | null
  receipt: RecognitionReceipt | null
  /** Why the last wish was not met, as a code that the screen may have words for. */
  fault: string | null
}

/** Refusals that concern a member alone: the members' sheet says them, and nothing else does. */
export const memberFaults: ReadonlySet<string> = new Set([
  'unknown-member',
  'too-many-tries',
  'guardian-needed',
  'too-few-shots',
  'text-outdated',
  'member-first',
  'gone',
  'off',
])

export const noMember: MemberState = { member: null, look: null, enrolment: null, receipt: null, fault: null }

export function toldOfMember(state: MemberState, message: ToScreen): MemberState {
  switch (message.kind) {
    case 'member': {
      const { masked, enrolled, consent } = message
      return { ...noMember, member: { masked, enrolled, consent } }
    }
    case 'look':
      return { ...state, look: message.id, fault: null }
    case 'enrolment': {
      const { id, leastShots, mostShots } = message
      return { ...state, enrolment: { id, leastShots, mostShots }, fault: null }
    }
    case 'receipt': {
      const enrolled = message.receipt.kind === 'enrolled'
      return {
        ...state,
        receipt: message.receipt,
        enrolment: null,
        fault: null,
        member: state.member && { ...state.member, enrolled, consent: null },
      }
    }
    case 'refused':
      return { ...state, look: null, fault: message.code }
    default:
      return state
  }
}
