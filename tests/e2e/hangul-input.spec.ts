import type { CDPSession } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { everyLauncher, longOnDesktop } from './launchers.ts'

/** Puts syllables together as an input method does: each step replaces the one before, until the syllable is committed. */
async function compose(ime: CDPSession, steps: readonly string[]): Promise<void> {
  for (const text of steps) await ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
}

/** Enter while a syllable is composed, as Chromium gives it to a page: `Process` on Windows and Linux, `Enter` with its text on macOS. */
async function pressEnterInComposition(ime: CDPSession, system: 'windows' | 'mac'): Promise<void> {
  const enter = { code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
  await ime.send(
    'Input.dispatchKeyEvent',
    system === 'mac' ? { ...enter, type: 'keyDown', key: 'Enter', text: '\r' } : { ...enter, type: 'rawKeyDown', key: 'Process' },
  )
  await ime.send('Input.dispatchKeyEvent', { ...enter, type: 'keyUp', key: system === 'mac' ? 'Enter' : 'Process' })
}

test('a title in Hangul is sent once it is complete, with one Enter', { tag: [everyLauncher, longOnDesktop] }, async ({ tally }) => {
  const { control, page } = await tally.start({ display: null, language: 'ko' })
  await control.seesConnected('rehearsal')
  const ime = await page.context().newCDPSession(page)
  const rooms = page.getByTestId('room-row')
  for (const [system, whole, syllables] of [
    [
      'windows',
      '한글',
      [
        ['한', ['ㅎ', '하', '한']],
        ['글', ['ㄱ', '그', '글']],
      ],
    ],
    [
      'mac',
      '도구',
      [
        ['도', ['ㄷ', '도']],
        ['구', ['ㄱ', '구']],
      ],
    ],
  ] as const) {
    await test.step(system, async () => {
      const before = await rooms.count()
      await page.getByTestId('room-create').click()
      const title = page.getByTestId('room-title')
      await title.fill('')
      for (const [syllable, steps] of syllables) {
        await compose(ime, steps)
        await pressEnterInComposition(ime, system)
        await ime.send('Input.insertText', { text: syllable })
      }
      await expect(title).toHaveValue(whole)
      await expect(page.getByTestId('room-create-save')).toBeEnabled()
      expect(await rooms.count()).toBe(before)

      await page.keyboard.press('Enter')
      await expect(rooms.filter({ hasText: new RegExp(`^${whole}`) })).toHaveCount(1)
      await expect(title).toBeHidden()
      await expect(rooms).toHaveCount(before + 1)
    })
  }
})
