import type { en } from './en.ts'
import { codes } from './ko/codes.ts'
import { connections } from './ko/connections.ts'
import { countdown } from './ko/countdown.ts'
import { failures } from './ko/failures.ts'
import { guide } from './ko/guide.ts'
import { hands } from './ko/hands.ts'
import { health } from './ko/health.ts'
import { layout } from './ko/layout.ts'
import { members } from './ko/members.ts'
import { output } from './ko/output.ts'
import { pageSource } from './ko/page-source.ts'
import { devices, program, warning, warningOnMac } from './ko/program.ts'
import { report } from './ko/report.ts'
import { rooms } from './ko/rooms.ts'
import { scenes } from './ko/scenes.ts'
import { serviceErrors } from './ko/service-errors.ts'
import { copy, share } from './ko/share.ts'
import { shortcuts } from './ko/shortcuts.ts'
import { sound } from './ko/sound.ts'
import { stateMap } from './ko/state-map.ts'
import { streamKey } from './ko/stream-key.ts'
import { vod } from './ko/vod.ts'
import type { Translation } from './texts.ts'

export const ko: Translation<typeof en> = {
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
    starting: 'Tally를 시작하고 있습니다…',
    coreLost: 'Tally가 응답하지 않습니다',
    coreLostMeans: '지금 방송 중인지 이 화면에서는 알 수 없습니다. 자동으로 다시 연결합니다.',
    coreLostTodo: '계속되면 Tally를 다시 시작하고 출력된 주소를 여세요.',
    program: '보내는 화면',
    delivered: '시청자가 받는 화면',
    recording: '녹화',
    main: '컨트롤 룸',
    side: '비디오룸, 링크, 기록',
  },
  header: {
    connection: '연결',
    addConnection: '연결 추가',
    noConnection: '연결 없음',
    thisComputer: '이 컴퓨터에서 리허설',
    language: '언어',
    theme: '화면 모드',
    settings: '설정',
    shortcuts: '단축키',
    themes: { system: '시스템과 같게', dark: '어둡게', light: '밝게', contrast: '고대비' },
    connectionState: {
      none: '연결 안 됨',
      connecting: '연결 중…',
      connected: '연결됨',
      silent: '응답 없음',
      offline: '오프라인',
      failed: '연결 안 됨',
      token: '새 토큰 필요',
    },
  },
  tallyBar: {
    tally: '탤리 라이트',
    onlyHere: '이 컴퓨터에서만',
    rehearsalGood: '리허설 중이며 모두 정상입니다.',
    newBroadcast: '새 방송',
    ending: '종료 중',
    lastKnown: '마지막 확인: {{time}} {{state}}',
    neverKnown: '플립플랍 클라우드가 아직 응답하지 않았습니다',
    liveTime: '방송 시간',
    notLive: '방송 중 아님',
  },
  delivered: {
    video: '시청자가 받는 화면',
    nothing: '시청자가 받는 화면이 여기에 그대로 나타납니다.',
    waiting: '플립플랍 클라우드가 스트림을 준비하고 있습니다…',
    viewersWait: '도착하는 스트림이 없습니다. 시청자가 기다리고 있습니다.',
    stopped: '스트림이 멈췄습니다. 녹화가 여기에 나타납니다.',
    loading: '화면을 불러오는 중입니다…',
    again: '화면이 끊겨 다시 불러오고 있습니다…',
    privateNow: '나만 봅니다',
    publicNow: '시청자가 보는 중',
    publicRehearsal: '리허설 화면',
    behind: '{{seconds}}초 지연',
    delayUnknown: 'HTTP-FLV는 지연을 잴 수 없습니다',
    unmute: '소리 켜기',
    mute: '소리 끄기',
  },
  controls: {
    send: '스트림',
    air: '방송',
    hold: '길게',
    keepHolding: '계속 누르세요…',
    explainHold: '마우스나 손가락, 스페이스 키나 엔터 키로 {{seconds}}초 동안 길게 누르세요.',
  },
  sender: {
    publishing: '스트림이 나가고 있습니다.',
    connecting: '인제스트에 연결하는 중입니다…',
    stalled: '지금 나가는 데이터가 없습니다.',
    reconnecting: '다시 연결하는 중입니다({{count}}번째 시도).',
  },
  stopQuestion: {
    title: '지금 방송 중입니다',
    pause: '일시 중지: 스트림이 멈추고 시청자는 기다립니다. 비디오룸은 그대로 열려 있어 스트리밍을 다시 시작할 수 있습니다.',
    end: '방송 종료: 방송이 완전히 끝나고 녹화가 저장됩니다.',
    keep: '스트리밍 계속하기',
    pauseNow: '일시 중지',
  },
  states: { title: '상태', session: '세션', streamKey: '스트림키', room: '비디오룸', vod: '녹화', none: '아직 없음' },
  numbers: {
    title: '수치',
    fps: '초당 프레임',
    bitrate: '전송 속도',
    dropped: '버려진 프레임',
    queue: '전송 대기',
    none: '아직 측정 전',
    kbps: '{{value}} kbit/s',
    ms: '{{value}} ms',
  },
  resume: {
    title: '끝나지 않은 방송이 있습니다',
    what: '‘{{title}}’ 방송이 플립플랍 클라우드에 아직 열려 있습니다.',
    since: '{{time}}부터 방송 중입니다.',
    waiting: '플립플랍 클라우드에 이전 연결로 보이는 연결이 아직 남아 있습니다. 1분 안에 끊기면 송출이 자동으로 시작됩니다.',
    resume: '이 방송 이어 가기',
    dismiss: '나중에',
  },
  failures: {
    details: '기술 정보',
    remedy: {
      reload: '화면 새로 고침',
      'edit-connection': 'API 키와 시크릿 입력',
      'renew-token': '새 토큰 붙여넣기',
      'retry-connection': '다시 연결',
      'retry-picture': '다시 시도',
      'test-picture': '테스트 화면 사용',
      'find-screens': '화면 다시 찾기',
      'find-ffmpeg': '다시 찾기',
      'refresh-rooms': '비디오룸 보기',
      'start-again': '스트리밍 다시 시작',
      'force-end': '강제 종료…',
    },
    builtInFfmpeg: '기본 ffmpeg 사용',
    dismiss: '확인',
    serviceCode: '서비스 코드',
    serviceSays: '플립플랍 클라우드의 답: {{serviceMessage}} ({{serviceCode}})',
    serviceCodeOnly: 'Tally가 모르는 이유입니다: {{serviceCode}}',
  },
  log: { title: '기록', none: '아직 없습니다.', kinds: { state: '상태', trouble: '문제', recovered: '복구', action: '동작', note: '알림' } },
}
