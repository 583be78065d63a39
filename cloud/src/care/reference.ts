export { newTicketId, randomCode, referenceOf } from '@larder/contracts/reference'
