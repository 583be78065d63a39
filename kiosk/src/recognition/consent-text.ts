import type { Language } from '@larder/contracts/language'

/** What somebody agrees to, word for word. A change of meaning is a new version; old versions stay for the receipts. */
export interface ConsentText {
  title: string
  points: string[]
  agree: string
  /** For a guardian of somebody under 14 (PIPL art. 31). */
  guardian: string
}

export const consentVersion = 1

export const consentTexts: Record<number, Record<Language, ConsentText>> = {
  1: {
    zh: {
      title: '同意用面部识别来认出我',
      points: [
        '用途：您触摸“认出我”后，本店的这台设备认出您，直接为您提供会员服务。不用于其他用途，不用于付款，不评判年龄、性别或情绪。',
        '保存的内容：三到五张照片换算出的数字特征，用您专属的密钥加密，只存在本店的设备里。照片不保存，特征不离开本店，也不交给任何人。',
        '保存多久：连续十二个月没有使用就自动删除。',
        '完全自愿：会员码或手机号能得到同样的服务，不同意不影响任何优惠。',
        '随时撤回：在本设备上点“删除我的面部特征”，立即销毁密钥和全部特征，并给您回执。',
        '敏感个人信息：面部特征属于敏感个人信息，泄露可能让别人冒认您。',
      ],
      agree: '我已满十四周岁，已读以上内容，单独同意处理我的面部特征。',
      guardian: '我是孩子的监护人，已读以上内容，代孩子单独同意处理其面部特征。',
    },
    en: {
      title: 'Consent to being recognised by my face',
      points: [
        'What for: after you touch “Recognise me”, this device in this shop knows you and serves you as a member. For nothing else: no payment, no guess at age, gender or mood.',
        'What is kept: numbers computed from three to five pictures, encrypted with a key of your own, on the device in this shop alone. No picture is kept, and the numbers are given to nobody.',
        'How long: until you have not used it for twelve months; then they are erased.',
        'Your choice: your member code or phone number gives the same service. Saying no costs you nothing.',
        'Withdraw whenever you like: touch “Erase my face” here. The key and all numbers are destroyed at once, and you get a receipt.',
        'Sensitive data: a face is sensitive personal information; if it leaked, somebody might pass for you.',
      ],
      agree: 'I am 14 or older, I have read this, and I agree that my face is processed for it.',
      guardian:
        'I am the child’s guardian, I have read this, and I agree for the child that the face is processed for it.',
    },
  },
}
