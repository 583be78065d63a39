import type { Words } from '../words.ts'

export const openings: Words['openings'] = {
  'late-delivery': '很抱歉让您久等了。',
  'not-received': '很抱歉您没有收到。',
  'wrong-item': '很抱歉弄错了。',
  'missing-item': '很抱歉少了东西。',
  'packaging-damaged': '很抱歉包装出了问题。',
  'crushed-or-leaking': '很抱歉东西弄坏了。',
  spoiled: '非常抱歉，请先不要吃。',
  'warm-on-arrival': '非常抱歉，弄清楚之前请先不要吃。',
  'short-weight': '很抱歉，付了多少钱就该有多少分量。',
  'foreign-object': '非常抱歉，请不要再吃，并保留您发现的东西。',
  'past-date': '非常抱歉，请不要吃。',
  'not-as-described': '很抱歉和您想的不一样。',
  refund: '好的，我来帮您。',
  return: '好的，我来帮您。',
  exchange: '好的，我来帮您。',
  'refund-status': '好的，我让同事去查。',
  'compensation-problem': '很抱歉。',
  'wrong-charge': '很抱歉，收错了应该改正。',
  invoice: '好的。',
  'felt-ill': '非常抱歉。如果情况严重或者不放心，请马上就医。不要再吃了，剩下的食物和包装请留着。',
  'other-complaint': '很抱歉，谢谢您告诉我们。',
}

export const details: Words['details'] = {
  'wrong-item': '您收到的是什么？',
  'foreign-object': '里面有什么？',
  'not-as-described': '和说的哪里不一样？',
  refund: '它有什么问题？',
  return: '为什么要退，开封了吗？',
  exchange: '它有什么问题，想换成什么？',
  'compensation-problem': '具体是怎么回事？请说明是哪张券或者答应了什么。',
  'wrong-charge': '是哪一项收错了，应该是多少？',
  invoice: '发票抬头和税号是什么？',
  'other-complaint': '发生了什么事？',
  'order-change': '要改什么，改成什么？',
}

export const noticed: Words['noticed'] = {
  'past-date': '上面印的日期是哪天？',
  'refund-status': '退款是什么时候答应的？',
  'warm-on-arrival': '是什么时候交到您手上的？',
}

export const trace: Words['trace'] = {
  recalled: '这一批已经召回：{reason}。请不要吃，把它带回来。',
  held: '这一批正在暂停销售、等待检查。在同事答复您之前请不要吃。',
  'within-limits': '溯源报告显示它没有超出温度范围；但这说明不了它现在怎么样，请相信您的眼睛和鼻子。',
  'within-limits-air': '溯源报告显示它周围的空气一直在温度范围内；但这说明不了这一件本身怎么样，请相信您的眼睛和鼻子。',
  excursion: '溯源报告显示它超出过温度范围：从{from}到{until}，到过{peak}°C，限度是{limit}°C。',
  'excursion-unmeasured': '溯源报告显示它有一段时间超出了温度范围。',
  'not-enough-data': '溯源报告的数据太少，说明不了它是怎么保存的。',
  'no-report': '我这里没有它的溯源报告，说明不了它是怎么保存的。',
  'use-by': '登记的保质期到{day}。',
  'use-by-passed': '这个日期已经过了。',
  'return-it': '请把它带回来。',
  'do-not-eat': '请不要吃。',
  'check-before-eating': '吃之前请仔细检查。',
  'ask-staff': '吃之前请先问店里的同事。',
}
