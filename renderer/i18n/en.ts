import { codes } from './en/codes.ts'
import { connections } from './en/connections.ts'
import { countdown } from './en/countdown.ts'
import { failures } from './en/failures.ts'
import { guide } from './en/guide.ts'
import { hands } from './en/hands.ts'
import { health } from './en/health.ts'
import { layout } from './en/layout.ts'
import { members } from './en/members.ts'
import { output } from './en/output.ts'
import { pageSource } from './en/page-source.ts'
import { devices, program, warning, warningOnMac } from './en/program.ts'
import { report } from './en/report.ts'
import { rooms } from './en/rooms.ts'
import { scenes } from './en/scenes.ts'
import { serviceErrors } from './en/service-errors.ts'
import { copy, share } from './en/share.ts'
import { shortcuts } from './en/shortcuts.ts'
import { sound } from './en/sound.ts'
import { stateMap } from './en/state-map.ts'
import { streamKey } from './en/stream-key.ts'
import { vod } from './en/vod.ts'

export const en = {
  ...codes,
  failure: failures,
  connections,
  serviceError: serviceErrors,
  stateMap,
  health,
  report,
  guide,
  shortcuts,
  countdown,
  layout,
  output,
  hands,
  share,
  copy,
  streamKey,
  vod,
  rooms,
  members,
  program,
  warning,
  warningOnMac,
  devices,
  pageSource,
  scenes,
  sound,
  brand: 'Tally',
  page: {
    starting: 'Tally is starting…',
    coreLost: 'Tally is not answering',
    coreLostMeans: 'This page does not know whether you are on air. It keeps trying by itself.',
    coreLostTodo: 'If this stays, start Tally again and open the address that it prints.',
    program: 'What you send',
    delivered: 'What viewers receive',
    recording: 'The recording',
    main: 'Control room',
    side: 'Video room, links and events',
  },
  header: {
    connection: 'Connection',
    addConnection: 'Add connection',
    noConnection: 'No connection',
    thisComputer: 'Rehearsal on this computer',
    language: 'Language',
    theme: 'Appearance',
    settings: 'Settings',
    shortcuts: 'Keyboard shortcuts',
    themes: { system: 'Same as system', dark: 'Dark', light: 'Light', contrast: 'High contrast' },
    connectionState: {
      none: 'Not connected',
      connecting: 'Connecting…',
      connected: 'Connected',
      silent: 'No answer',
      offline: 'Offline',
      failed: 'Not connected',
      token: 'New token needed',
    },
  },
  tallyBar: {
    tally: 'Tally light',
    onlyHere: 'Only this computer',
    rehearsalGood: 'The rehearsal is running, and all is well.',
    newBroadcast: 'New broadcast',
    ending: 'Ending',
    lastKnown: 'Last known: {{state}} at {{time}}',
    neverKnown: 'FlipFlop Cloud has not answered yet',
    liveTime: 'Time on air',
    notLive: 'Not on air',
  },
  delivered: {
    video: 'Picture that viewers receive',
    nothing: 'Your stream appears here as viewers receive it.',
    waiting: 'FlipFlop Cloud is getting your stream ready…',
    viewersWait: 'Nothing arrives. Viewers are waiting for your stream.',
    stopped: 'The stream has stopped. The recording appears here.',
    loading: 'Loading the picture…',
    again: 'The picture broke off. Loading it again…',
    privateNow: 'Only you see this',
    publicNow: 'Viewers see this',
    publicRehearsal: 'Only a rehearsal',
    behind: '{{seconds}} s behind',
    delayUnknown: 'Delay cannot be measured with HTTP-FLV',
    unmute: 'Turn sound on',
    mute: 'Turn sound off',
  },
  controls: {
    send: 'Stream',
    air: 'Broadcast',
    hold: 'hold',
    keepHolding: 'Keep holding…',
    explainHold: 'Hold for {{seconds}} s with the mouse, a finger, Space or Enter.',
  },
  sender: {
    publishing: 'Your stream leaves this computer.',
    connecting: 'Connecting to the ingest…',
    stalled: 'Nothing leaves this computer right now.',
    reconnecting: 'Reconnecting, attempt {{count}}.',
  },
  stopQuestion: {
    title: 'You are on air',
    pause: 'Pause: the stream stops and viewers wait. The video room stays open and you can start again.',
    end: 'End broadcast: it is over for good, and the recording is saved.',
    keep: 'Keep streaming',
    pauseNow: 'Pause',
  },
  states: { title: 'States', session: 'Session', streamKey: 'Stream key', room: 'Video room', vod: 'Recording', none: 'None yet' },
  numbers: {
    title: 'Numbers',
    fps: 'Pictures per second',
    bitrate: 'Sent',
    dropped: 'Dropped pictures',
    queue: 'Waiting to be sent',
    none: 'Not measured yet',
    kbps: '{{value}} kbit/s',
    ms: '{{value}} ms',
  },
  resume: {
    title: 'An unfinished broadcast was found',
    what: '“{{title}}” is still open at FlipFlop Cloud.',
    since: 'On air since {{time}}.',
    waiting: 'FlipFlop Cloud still holds a connection, probably yours from before. Sending starts by itself when it lets go, within a minute.',
    resume: 'Resume this broadcast',
    dismiss: 'Not now',
  },
  failures: {
    details: 'Technical details',
    remedy: {
      reload: 'Reload the page',
      'edit-connection': 'Enter key and secret',
      'renew-token': 'Paste a new token',
      'retry-connection': 'Connect again',
      'retry-picture': 'Try again',
      'test-picture': 'Use the test picture',
      'find-screens': 'Look for screens again',
      'find-ffmpeg': 'Look again',
      'refresh-rooms': 'Show the video rooms',
      'start-again': 'Start streaming again',
      'force-end': 'Force end…',
    },
    builtInFfmpeg: 'Use the built-in one',
    dismiss: 'Understood',
    serviceCode: 'Code of the service',
    serviceSays: 'FlipFlop Cloud says: “{{serviceMessage}}” ({{serviceCode}})',
    serviceCodeOnly: 'FlipFlop Cloud names a reason that Tally does not know: {{serviceCode}}.',
  },
  log: {
    title: 'What happened',
    none: 'Nothing yet.',
    kinds: { state: 'State', trouble: 'Trouble', recovered: 'Recovered', action: 'Action', note: 'Note' },
  },
}
