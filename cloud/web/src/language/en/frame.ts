/** What stands around the content of every page. */
export const frame = {
  'duration.seconds': '{s} s',
  'duration.minutes': '{m} min',
  'duration.hours': '{h} h',
  'duration.hours-minutes': '{h} h {m} min',
  'duration.days': '{d} {d|day|days}',
  'duration.days-hours': '{d} d {h} h',
  ago: '{time} ago',
  'ago.now': 'just now',
  'theme.to-light': 'Switch to light colours',
  'theme.to-dark': 'Switch to dark colours',
  loading: 'Loading…',
  close: 'Close',
  'try-again': 'Try again',
  'failed.unreachable': 'The server cannot be reached. Check the connection, then try again.',
  'failed.title': 'This could not be loaded',
}
