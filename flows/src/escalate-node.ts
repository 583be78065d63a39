import { topicOf } from '@larder/contracts/topics'
import { mayEscalate, step } from './escalation.ts'
import type { SituationMessage } from './news.ts'
import type { FlowNode, NodeApi } from './node-red.ts'

const lookEveryMs = 1000

/** `larder escalate`: says again, louder, what nobody has taken in time. */
export function register(RED: NodeApi): void {
  const { state, escalateAfterMs, now, attempt } = RED.settings.larder
  RED.nodes.registerType('larder escalate', function (this: FlowNode, configuration: object) {
    RED.nodes.createNode(this, configuration)

    const escalate = (id: string, level: number) => {
      const situation = state.situation(id)
      const standing = state.standing(id)
      if (situation === undefined || standing === undefined || !mayEscalate(standing)) return
      const topic = topicOf('situation', situation)
      this.send({ topic, payload: situation, news: 'escalated', level } satisfies SituationMessage)
    }

    const look = () => {
      const nowMs = now()
      const waiting = state.escalations(this.id).filter((escalation) => {
        const next = step(escalation, state.standing(escalation.situation), escalateAfterMs, nowMs)
        if (next.action === 'stop') state.endEscalation(this.id, escalation.situation)
        else if (next.escalation !== escalation) state.keepEscalation(this.id, next.escalation)
        if (next.action === 'escalate') escalate(escalation.situation, next.escalation.level)
        return next.action !== 'stop'
      })
      if (waiting.length !== shown) showWaiting(waiting.length)
    }

    let shown = 0
    const showWaiting = (waiting: number) => {
      shown = waiting
      const text = RED._('larder-escalate.status', { waiting })
      this.status(waiting === 0 ? {} : { fill: 'yellow', shape: 'ring', text })
    }

    // What the last run had escalated but perhaps not told; whoever was told is not told again.
    const repeat = () => {
      for (const { situation, level } of state.escalations(this.id)) if (level > 0) escalate(situation, level)
    }
    const catchUp = setImmediate(attempt, repeat)
    const timer = setInterval(attempt, lookEveryMs, look).unref()

    this.on('input', ({ payload: situation }: SituationMessage, _send, done) => {
      const standing = state.standing(situation.id)
      const known = state.escalations(this.id).some((escalation) => escalation.situation === situation.id)
      if (!known && standing !== undefined && mayEscalate(standing)) {
        const dueAtMs = now() + escalateAfterMs[situation.severity]
        state.keepEscalation(this.id, { situation: situation.id, level: 0, dueAtMs })
      }
      look()
      done()
    })
    this.on('close', (done) => {
      clearImmediate(catchUp)
      clearInterval(timer)
      done()
    })
  })
}
