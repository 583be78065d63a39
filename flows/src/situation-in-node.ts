import type { Situation } from '@larder/contracts/situation'
import { topicOf } from '@larder/contracts/topics'
import { type News, newsAfterRestart, type SituationMessage } from './news.ts'
import type { FlowNode, NodeApi } from './node-red.ts'

/** `larder situation in`: the news of every situation, from one site or all. */
export function register(RED: NodeApi): void {
  const { state, attempt, newsListeners } = RED.settings.larder
  RED.nodes.registerType('larder situation in', function (this: FlowNode, configuration: { site?: string }) {
    RED.nodes.createNode(this, configuration)
    const { site } = configuration
    let passed = 0
    const pass = (situation: Situation, news: News) => {
      if (site && situation.site !== site) return
      const topic = topicOf('situation', situation)
      this.send({ topic, payload: situation, news, level: 0 } satisfies SituationMessage)
      passed += 1
      this.status({ fill: 'green', shape: 'dot', text: RED._('larder-situation-in.status', { passed }) })
    }
    newsListeners.add(pass)
    // Whoever was told already is not told again; whoever was not, is told now.
    const repeat = () => {
      for (const situation of state.unfinished()) pass(situation, newsAfterRestart(situation))
    }
    const catchUp = setImmediate(attempt, repeat)
    this.on('close', (done) => {
      clearImmediate(catchUp)
      newsListeners.delete(pass)
      done()
    })
  })
}
