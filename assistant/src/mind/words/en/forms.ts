export const openings: Record<string, string> = {
  'late-delivery': 'I am sorry that it came late.',
  'not-received': 'I am sorry that it did not reach you.',
  'wrong-item': 'I am sorry for the mix-up.',
  'missing-item': 'I am sorry that something is missing.',
  'packaging-damaged': 'I am sorry about the packaging.',
  'crushed-or-leaking': 'I am sorry that it came to harm.',
  spoiled: 'I am sorry. Please do not eat it.',
  'warm-on-arrival': 'I am sorry. Please do not eat it until this is cleared up.',
  'short-weight': 'I am sorry. You should get what you paid for.',
  'foreign-object': 'I am sorry. Please do not eat more of it, and keep what you found.',
  'past-date': 'I am sorry. Please do not eat it.',
  'not-as-described': 'I am sorry that it is not what you expected.',
  refund: 'I will help you with that.',
  return: 'I will help you with that.',
  exchange: 'I will help you with that.',
  'refund-status': 'I will have that looked into.',
  'compensation-problem': 'I am sorry about that.',
  'wrong-charge': 'I am sorry. That should be put right.',
  invoice: 'Certainly.',
  'felt-ill':
    'I am very sorry. Please get medical help now if it is serious, or whenever you are in doubt. Do not eat any more of it, and keep the rest and its packaging.',
  'other-complaint': 'I am sorry. Thank you for telling us.',
}

export const details: Record<string, string> = {
  'wrong-item': 'What did you get instead?',
  'foreign-object': 'What was in it?',
  'not-as-described': 'What is different from what was promised?',
  refund: 'What is wrong with it?',
  return: 'Why do you bring it back, and has it been opened?',
  exchange: 'What is wrong with it, and what would you like instead?',
  'compensation-problem': 'What happened with it? Please name the coupon or what was promised.',
  'wrong-charge': 'What was it for, and what should it have been?',
  invoice: 'To which name and tax number should it be made out?',
  'other-complaint': 'What happened?',
  'order-change': 'What should be changed, and to what?',
}

export const noticed: Record<string, string> = {
  'past-date': 'Which date is printed on it?',
  'refund-status': 'When was the refund promised?',
  'warm-on-arrival': 'When was it handed to you?',
}

export const trace = {
  recalled: 'This lot has been recalled: {reason}. Do not eat it; please bring it back.',
  held: 'This lot is being held for a check. Please do not eat it until staff have told you more.',
  'within-limits':
    'The trace report shows no time outside its limits; that does not tell how it is now, so please trust your eyes and nose.',
  'within-limits-air':
    'The trace report shows that the air around it stayed within the limits; that does not tell how this piece itself is, so please trust your eyes and nose.',
  excursion:
    'The trace report shows that it was outside its limits: {peak} °C where {limit} °C is the limit, from {from} to {until}.',
  'excursion-unmeasured': 'The trace report shows that it was outside its limits for a while.',
  'not-enough-data': 'The trace report has too little data to tell how it was kept.',
  'no-report': 'I have no trace report on it here, so I can not say how it was kept.',
  'use-by': 'The use-by date on record is {day}.',
  'use-by-passed': 'That date has passed.',
  'return-it': 'Please bring it back.',
  'do-not-eat': 'Please do not eat it.',
  'check-before-eating': 'Please check it carefully before eating any of it.',
  'ask-staff': 'Please ask staff before eating it.',
}
