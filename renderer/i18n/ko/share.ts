import type { copy as englishCopy, share as englishShare } from '../en/share.ts'
import type { Translation } from '../texts.ts'

export const copy: Translation<typeof englishCopy> = { copy: '복사', copied: '복사됨', failed: '여기서는 복사할 수 없습니다' }

export const share: Translation<typeof englishShare> = {
  title: '시청 링크',
  audience: {
    everyone: '링크가 있으면 누구나 볼 수 있습니다.',
    admitted: '공개되지 않은 비디오룸입니다. 허용된 사람만 볼 수 있습니다.',
    thisComputer: '이 컴퓨터에서만 열립니다.',
    rehearsal: '리허설: 이 컴퓨터에서만 열립니다.',
  },
  purpose: {
    hls: '대부분의 브라우저, 휴대폰, 플레이어에서 열립니다.',
    dash: 'MPEG-DASH를 쓰는 플레이어용입니다.',
    rtmp: 'VLC 같은 플레이어가 필요합니다. 브라우저에서는 열리지 않습니다.',
    flv: 'HTTP-FLV를 지원하는 플레이어에서 더 빨리 보입니다.',
    recording: '나중에 볼 수 있는 방송 전체입니다.',
  },
  recording: '녹화',
  notYet: '라이브를 시작하면 나타납니다',
  paused: '일시 중지되었습니다. 스트림이 돌아오면 새 링크가 나옵니다.',
  over: '방송이 끝났습니다',
  notMade: '출력 방식이 RTMP이면 없습니다',
  recordingNotYet: '방송이 끝난 뒤 나타납니다',
  onItsWay: '준비 중입니다. 다 되면 여기에 나타납니다.',
  recordingLost: '저장하지 못했습니다',
  recordingNone: '강제로 종료해 녹화가 없을 수 있습니다',
  newLinks: '방송이 끊겼다가 이어지면 링크가 새로 바뀝니다. 그때는 다시 공유하세요.',
  opensInBrowser: '브라우저에서 열림',
  qr: 'QR 코드',
  qrOf: 'QR 코드: {{name}}',
  qrWatch: '휴대폰 카메라로 비추면 바로 볼 수 있습니다.',
  qrPlayer: '휴대폰 카메라로 비추면 링크를 옮길 수 있습니다. 휴대폰에 {{name}}{{name, 을/를}} 지원하는 플레이어가 있어야 합니다.',
  qrNoPhone: '휴대폰에서는 이 링크가 열리지 않습니다',
  qrNoPhoneWhy: '이 컴퓨터에서만 열리는 링크여서 스캔할 코드가 없습니다. 다른 사람도 열 수 있는 링크라면 여기에 코드가 나옵니다.',
}
