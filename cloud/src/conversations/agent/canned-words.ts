import type { Scene } from '@larder/contracts/ticket'

/** Where an answer fits: anywhere, or in some scenes. `{names}` are facts; one that is not known leaves it out. */
export interface CannedWords {
  id: string
  scenes?: readonly Scene[]
  zh: string
  en: string
}

const goods = ['spoiled', 'warm-on-arrival', 'past-date', 'not-as-described', 'foreign-object'] as const

/** The first that fit are offered: what answers a scene stands before what fits anywhere. */
export const cannedWords: readonly CannedWords[] = [
  {
    id: 'ill-first',
    scenes: ['felt-ill'],
    zh: '很抱歉听到您身体不适。请先照顾好自己，严重时请立即拨打 120。同批商品已下架待检，请保留剩余的食物和包装。',
    en: 'I am sorry that you feel unwell. Please look after yourself first and call 120 if it gets worse. The lot is off sale for inspection; please keep what is left and its packaging.',
  },
  {
    id: 'late-facts',
    scenes: ['late-delivery', 'not-received'],
    zh: '订单 {order} 承诺 {promised} 送达，实际 {delivered} 送达，晚了 {late} 分钟。非常抱歉让您久等。',
    en: 'Order {order} was promised for {promised} and came at {delivered}, {late} minutes late. I am very sorry for the wait.',
  },
  {
    id: 'not-there-yet',
    scenes: ['late-delivery', 'not-received'],
    zh: '我看到订单 {order} 了，现在就联系配送员确认位置，请稍等。',
    en: 'I see order {order}. I am asking the driver where it is right now; one moment, please.',
  },
  {
    id: 'trace-excursion',
    scenes: goods,
    zh: '溯源记录显示{product}在途中到过 {peak}，上限是 {limit}。这是我们的问题，请不要食用。',
    en: 'Its trace report shows that the {product} reached {peak} on the way; the limit is {limit}. That is our fault: please do not eat it.',
  },
  {
    id: 'trace-good',
    scenes: goods,
    zh: '溯源记录显示{product}全程在温度范围内，最高 {warmest}。能请您拍一张照片，让我看看现在的状态吗？',
    en: 'Its trace report shows the {product} within its limits all the way, {warmest} at most. Could you send a photo so that I see how it is now?',
  },
  {
    id: 'photo',
    scenes: [...goods, 'packaging-damaged', 'crushed-or-leaking', 'short-weight', 'wrong-item', 'missing-item'],
    zh: '能请您拍一张照片吗？在溯源报告页点“反馈问题”即可上传，照片里的位置信息会自动去除。',
    en: 'Could you send a photo? Press “report a problem” on the trace report; the place it was taken at is removed.',
  },
  {
    id: 'missing',
    scenes: ['missing-item', 'wrong-item', 'short-weight'],
    zh: '我核对了订单 {order}：{lines}。请告诉我缺少或不对的是哪一件。',
    en: 'I have checked order {order}: {lines}. Please tell me which one is missing or wrong.',
  },
  {
    id: 'compensation',
    zh: '按照规定可以为您补偿 {amount}，{state}。',
    en: 'The policy gives {amount} for this; it is {state}.',
  },
  {
    id: 'ticket',
    zh: '您的问题已登记，编号 {reference}，我们会在 {due} 前答复您。',
    en: 'Your case is on file as {reference}. You have an answer by {due}.',
  },
  {
    id: 'refund-status',
    scenes: ['refund', 'refund-status', 'wrong-charge', 'compensation-problem'],
    zh: '我正在查这笔款项，请稍等一分钟。',
    en: 'I am looking this payment up; a minute, please.',
  },
  {
    id: 'hello',
    zh: '您好，我是店里的工作人员。我已经看到前面的对话，您不用再说一遍。',
    en: 'Hello, I work at this store. I have read what was said so far, so you need not repeat it.',
  },
  { id: 'sorry', zh: '很抱歉给您带来不便，我马上为您处理。', en: 'I am sorry for the trouble. I will see to it now.' },
  { id: 'moment', zh: '请稍等，我去确认一下。', en: 'One moment, please, I will check.' },
  {
    id: 'walk-over',
    zh: '我现在走到您那里，请在原地稍等。',
    en: 'I am walking over to you now. Please wait where you are.',
  },
  { id: 'else', zh: '还有什么可以帮您的吗？', en: 'Is there anything else I can do for you?' },
]
