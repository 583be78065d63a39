import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const serviceHealth: Migration = {
  async up(database) {
    const figure = {
      conversation: 'text',
      site: 'text',
      channel: 'text',
      language: 'text',
      startedAtMs: 'bigint',
      lastAtMs: 'bigint',
      ended: 'integer',
      day: 'text',
      hour: 'integer',
      topic: 'text?',
      requests: 'integer',
      unanswered: 'integer',
      resolved: 'integer',
      handedOff: 'integer',
      subjectKey: 'text?',
      repeated: 'bigint?',
      firstAnswerMs: 'double precision?',
      personWaitMs: 'double precision?',
      score: 'bigint?',
    } as const
    const figures = table(database, 'conversationFigure', figure, ['conversation'])
    await refers(figures, 'conversationFigure', 'conversation', 'conversation').execute()
    // All that the board sums up, so that it reads the index alone.
    const summed = [
      'startedAtMs',
      'requests',
      'site',
      'channel',
      'language',
      'hour',
      'day',
      'topic',
      'ended',
      'resolved',
    ]
    const more = ['handedOff', 'repeated', 'unanswered', 'firstAnswerMs', 'personWaitMs', 'score']
    await database.schema
      .createIndex('conversationFigure_summed')
      .on('conversationFigure')
      .columns([...summed, ...more] as never[])
      .execute()
    await index(database, 'conversationFigure', ['subjectKey', 'startedAtMs'])
    const topic = {
      conversation: 'text',
      intent: 'text',
      startedAtMs: 'bigint',
      site: 'text',
      channel: 'text',
      language: 'text',
      asked: 'integer',
      unanswered: 'integer',
    } as const
    const topics = table(database, 'conversationTopic', topic, ['conversation', 'intent'])
    await refers(topics, 'conversationTopic', 'conversation', 'conversation').execute()
    await index(database, 'conversationTopic', [
      'startedAtMs',
      'site',
      'channel',
      'language',
      'intent',
      'asked',
      'unanswered',
    ])
  },
}
