import { Refusal } from '../../api.ts'

/** Whatever was thrown, as something a page can show. */
export const refusalOf = (cause: unknown): Refusal => (cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
