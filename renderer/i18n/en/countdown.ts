export const countdown = {
  title: 'Going live in',
  spoken: 'Live in {{seconds}}',
  rehearsal: 'A rehearsal: nobody outside this computer sees it.',
  real: 'From then on viewers see and hear you.',
  cancel: 'Cancel',
  escape: 'Escape cancels too.',
  stopped: 'You did not go live',
}
