/** Where a kiosk's server takes screens; in a file of its own, so that the page does not load the schemas with it. */
export const screenPath = '/screen'
