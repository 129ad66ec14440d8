export const guide = {
  title: 'Your first rehearsal',
  safe: 'All of it on this computer. Nobody outside can see you.',
  stepDone: '(done)',
  skip: 'Skip',
  steps: {
    'show-screen': {
      name: 'Show your screen',
      act: 'Press the button in the large picture. Nothing is sent yet.',
      wait: 'One moment, the picture is being opened.',
    },
    'stream-start': {
      name: 'Start streaming',
      act: 'Press “Start streaming” below. This is a private preview: only you see it.',
      wait: 'Your stream is on its way. This takes a few seconds.',
    },
    'go-live': {
      name: 'Hold “Go live”',
      act: 'Keep it pressed until it is full. You go on air inside this computer only.',
      wait: 'One moment, your stream is being made ready.',
    },
    'end-live': {
      name: 'Hold “End broadcast”',
      act: 'Look around, then hold the button. The recording is kept.',
      wait: 'One moment, the last action is still under way.',
    },
    watch: {
      name: 'Watch the recording',
      wait: 'The broadcast is over. The recording is being saved and appears where the viewers’ picture was.',
    },
  },
  invitation: {
    title: 'That was a whole broadcast',
    was: 'Watch your recording, and rehearse as often as you like. A real broadcast goes the same way.',
    connect: 'Connect a real account',
    inquiry: 'Accounts on FlipFlop Cloud are opened on inquiry. Write to:',
    copyContact: 'Copy the address',
    youGet: 'You receive an API key and its secret, which is shown only once. If somebody else runs the app, ask them for access as a member.',
    console: 'FlipFlop Cloud console',
    newTab: '(opens in a new tab)',
    later: 'Later',
  },
}
