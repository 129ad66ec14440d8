import type { output as english } from '../en/output.ts'
import type { Translation } from '../texts.ts'

export const output: Translation<typeof english> = {
  title: '출력',
  shape: '화면 방향',
  horizontal: '가로, 1280 × 720',
  vertical: '세로, 720 × 1280',
  mode: '출력 방식',
  modes: { CMAF: 'CMAF: 브라우저와 휴대폰', RTMP: 'RTMP: 플레이어, 짧은 지연', RTMP_CMAF: 'RTMP_CMAF: 둘 다' },
  means: {
    CMAF: '시청자가 브라우저와 휴대폰에서 5–8초쯤 늦게 봅니다. 720p와 360p로 나갑니다.',
    RTMP: '시청자가 VLC 같은 플레이어로 2–3초 안에 봅니다. 브라우저에서 여는 링크는 없습니다.',
    RTMP_CMAF: '네 가지 링크가 모두 나옵니다. 브라우저와 휴대폰은 5–8초쯤, 플레이어는 2–3초 안에 봅니다.',
  },
  later: '다음 시작부터 적용됩니다. 지금은 {{mode}}{{mode, 으로/로}} 보내고 있습니다.',
  quality: '비트레이트',
  profile: '키 프로필',
  profileOf: '{{name}}({{shape}})',
  profileShape: { horizontal: '가로', vertical: '세로' },
  delivered: '지금 출력',
  default: '앱 기본값',
  mismatch: {
    horizontal:
      '화면은 가로인데 스트림키의 프로필 ‘{{name}}’{{name, 은/는}} 세로용입니다. 시청자에게 검은 여백이 보이므로 이대로는 스트리밍을 시작하지 않습니다.',
    vertical:
      '화면은 세로인데 스트림키의 프로필 ‘{{name}}’{{name, 은/는}} 가로용입니다. 시청자에게 검은 여백이 보이므로 이대로는 스트리밍을 시작하지 않습니다.',
  },
  fixPicture: { horizontal: '화면을 가로로 바꾸기', vertical: '화면을 세로로 바꾸기' },
  fixKey: '키 프로필을 ‘{{name}}’{{name, 으로/로}} 바꾸기',
  findProfile: '맞는 프로필 찾기',
  noProfile: { horizontal: 'FlipFlop 앱에 가로 프로필이 없습니다.', vertical: 'FlipFlop 앱에 세로 프로필이 없습니다.' },
}
