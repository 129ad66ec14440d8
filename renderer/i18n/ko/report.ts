import type { report as english } from '../en/report.ts'
import type { Translation } from '../texts.ts'

export const report: Translation<typeof english> = {
  title: '방송 리포트',
  rehearsalTitle: '리허설 리포트',
  copy: '텍스트로 복사',
  notMeasured: '측정 안 됨',
  label: {
    title: '제목',
    onAir: '방송 시각',
    duration: '길이',
    interruptions: '끊김',
    reconnects: '재연결',
    bitrate: '평균 전송 속도',
    dropped: '버려진 프레임',
    ended: '종료',
    recording: '녹화',
  },
  since: '{{moment}}부터',
  noInterruptions: '끊김 없음',
  waitedOnce: '시청자가 한 번, {{time}} 기다렸습니다',
  waitedTwice: '시청자가 두 번, 총 {{time}} 기다렸습니다',
  waitedOften: '시청자가 {{times}}번, 총 {{time}} 기다렸습니다',
  noReconnects: '없음',
  reconnectedOnce: '한 번',
  reconnectedOften: '{{times}}번',
  droppedOf: '{{encoded}}개 중 {{dropped}}개 ({{share}})',
  endedNormally: '정상 종료',
  endedByForce: '강제 종료. 플립플랍 클라우드에 녹화가 남지 않을 수 있습니다.',
  stillOnAir: '아직 방송 중',
}
