import { beforeAll, describe, expect, it } from 'vitest'
import type { DesktopView } from '#shared/contract'
import { DesktopSetting } from '../../../renderer/features/settings/desktop-setting.tsx'
import { addWindowTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

beforeAll(async () => {
  await startTexts('en')
  await addWindowTexts()
})

const linux: DesktopView = {
  notices: 'on',
  hidden: 'unsupported',
  hotkeys: [
    { act: 'mute', keys: 'Control+Alt+M', state: 'set' },
    { act: 'be-right-back', keys: 'Control+Alt+M', state: 'duplicate' },
    { act: 'end', keys: null, state: 'unset' },
  ],
  hotkeysDoubtful: true,
  privacy: [],
}
const draw = (desktop: DesktopView | null, platform = 'linux') =>
  drawPart(<DesktopSetting change={async () => true} disabled={false} />, aSnapshot({ app: { desktop, platform } }))

describe('the settings of the desktop app', () => {
  it('are not there in a browser', () => {
    expect(draw(null)).toBe('')
  })

  it('say what this system cannot do, instead of leaving it out', () => {
    const html = draw({ ...linux, notices: 'unsupported' })
    expect(wordsOf(html)).toContain('Windows and macOS can do this; Linux has no way to.')
    expect(wordsOf(html)).toContain('This desktop shows no messages of programs.')
    expect(wordsOf(html)).toContain('This session runs on Wayland')
    expect(html).not.toContain('privacy-row')
  })

  it('say what became of each choice of keys, as they are printed on the keyboard', () => {
    const words = wordsOf(draw(linux))
    expect(words).toContain('Mute the microphone Ready. Ctrl Alt M Change')
    expect(words).toContain('You chose these keys above already.')
    expect(words).toContain('End the broadcast (press twice) No keys chosen. Choose keys')
    expect(words).not.toContain('Remove keys: End')
  })

  it('tell what a Mac allows, and promise no more than it keeps', () => {
    const html = draw({ ...linux, hidden: 'off', hotkeysDoubtful: false, privacy: [{ kind: 'screen', state: 'refused' }] }, 'darwin')
    expect(wordsOf(html)).toContain('Screen Not allowed. Turn on Tally there, then quit and reopen it. Open system settings')
    expect(wordsOf(html)).toContain('Its newer versions may show it all the same.')
  })
})
