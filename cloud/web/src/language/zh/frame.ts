/** What stands around the content of every page. */
export const frame = {
  'duration.seconds': '{s} 秒',
  'duration.minutes': '{m} 分钟',
  'duration.hours': '{h} 小时',
  'duration.hours-minutes': '{h} 小时 {m} 分',
  'duration.days': '{d} 天',
  'duration.days-hours': '{d} 天 {h} 小时',
  ago: '{time}前',
  'ago.now': '刚刚',
  'theme.to-light': '切换到浅色',
  'theme.to-dark': '切换到深色',
  loading: '正在加载…',
  close: '关闭',
  'try-again': '重试',
  'failed.unreachable': '无法连接服务器。请检查网络后重试。',
  'failed.title': '加载失败',
}
