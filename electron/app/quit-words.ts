/** What the system asks for Tally before it quits. Nobody but that question speaks these; a test holds them to the glossary. */
export const quitWords = {
  en: {
    onAir: {
      message: 'You are on air',
      detail:
        'If Tally ends the broadcast safely first, the recording is kept. If the video room stays open, your stream stops, viewers wait, and Tally offers to resume at its next start.',
    },
    preview: {
      message: 'You are streaming',
      detail: 'Nobody sees you yet. If you quit, your stream stops. The video room stays as it is.',
    },
    stayOnAir: 'Stay on air',
    end: 'End safely and quit',
    leaveOpen: 'Quit and leave the room open',
    keepStreaming: 'Keep streaming',
    stop: 'Stop streaming and quit',
    notEnded: {
      message: 'The broadcast has not ended',
      detail: 'Tally stays open. Its window shows what is wrong and what you can do.',
    },
    understood: 'Understood',
  },
  ko: {
    onAir: {
      message: '방송 중입니다',
      detail:
        '안전하게 방송을 종료하면 녹화가 남습니다. 비디오룸을 열어 두면 스트림이 멈추고 시청자가 기다리며, 다음에 시작할 때 이어서 방송할 수 있습니다.',
    },
    preview: {
      message: '스트리밍 중입니다',
      detail: '아직 아무도 볼 수 없습니다. Tally를 끝내면 스트림이 멈춥니다. 비디오룸은 그대로 남습니다.',
    },
    stayOnAir: '방송 계속하기',
    end: '안전하게 방송 종료 후 끝내기',
    leaveOpen: '비디오룸을 열어 둔 채 끝내기',
    keepStreaming: '스트리밍 계속하기',
    stop: '스트리밍 중지 후 끝내기',
    notEnded: {
      message: '방송이 종료되지 않았습니다',
      detail: 'Tally는 계속 열려 있습니다. 무엇이 문제이고 무엇을 할 수 있는지 창에서 확인하세요.',
    },
    understood: '확인',
  },
} as const

type Spoken<T> = { readonly [K in keyof T]: T[K] extends string ? string : Spoken<T[K]> }
export type QuitWords = Spoken<(typeof quitWords)['en']>
