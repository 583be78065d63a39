// Node-RED loads .js alone; the node itself is TypeScript.
export { register as default } from '../situation-in-node.ts'
