import type { SituationMessage } from './news.ts'
import type { FlowNode, NodeApi } from './node-red.ts'
import type { Channel } from './notices.ts'

/** `larder notify`: tells people on one channel. */
export function register(RED: NodeApi): void {
  const { notifier } = RED.settings.larder
  // The editor puts the key into the language of whoever looks.
  const word = (key: string) => `larder-notify.status.${key}`
  RED.nodes.registerType('larder notify', function (this: FlowNode, configuration: { channel: Channel }) {
    RED.nodes.createNode(this, configuration)
    const { channel } = configuration
    if (!notifier.isSetUp(channel)) this.status({ fill: 'grey', shape: 'ring', text: word('notSetUp') })
    this.on('input', (message: SituationMessage, _send, done) => {
      notifier.notify(channel, message).then((outcome) => {
        if (outcome === 'sent') this.status({ fill: 'green', shape: 'dot', text: word('sent') })
        if (outcome === 'failed') this.status({ fill: 'red', shape: 'dot', text: word('failed') })
        done()
      }, done)
    })
  })
}
