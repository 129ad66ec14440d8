import type { vod as english } from '../en/vod.ts'
import type { Translation } from '../texts.ts'

export const vod: Translation<typeof english> = {
  player: '방송 녹화',
  post: '비디오 포스트',
  notPlayed: '여기서는 녹화를 재생할 수 없습니다. 링크로는 볼 수도 있습니다.',
  copyLink: '링크 복사',
  copyLinkOf: '녹화 링크 복사',
  waiting: '곧 녹화를 저장합니다',
  waitingMeans: '플립플랍 클라우드가 아직 저장을 시작하지 않았습니다. 따로 할 일은 없습니다.',
  saving: '녹화를 저장하고 있습니다',
  savingMeans: '플립플랍 클라우드가 방송을 영상으로 만들고 있습니다. 따로 할 일은 없으며, 다 되면 여기에 나타납니다.',
  savingWithoutUs: 'Tally를 닫아도 계속됩니다.',
  preparing: '녹화를 저장했습니다',
  preparingMeans: '플립플랍 클라우드가 곧 볼 수 있는 주소를 알려 줍니다. 따로 할 일은 없습니다.',
  lost: '녹화를 저장하지 못했습니다',
  lostMeans: '방송은 정상적으로 끝났지만 플립플랍 클라우드가 영상을 만들지 못했습니다.',
  lostTodo: '복구할 수 있는지 FlipFlop 앱 운영자에게 문의하세요. 이때 비디오룸 번호 {{room}}{{room, 을/를}} 알려 주세요.',
  none: '녹화가 없을 수 있습니다',
  noneMeans: '방송을 강제로 종료했습니다. 이때 플립플랍 클라우드에 녹화가 남을지는 알 수 없습니다.',
  noneTodo: '녹화가 필요하면 FlipFlop 앱 운영자에게 문의하세요. 이때 비디오룸 번호 {{room}}{{room, 을/를}} 알려 주세요.',
}
