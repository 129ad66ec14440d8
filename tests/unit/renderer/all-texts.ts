import { windows as englishWindows } from '../../../renderer/i18n/en/windows.ts'
import { en as english } from '../../../renderer/i18n/en.ts'
import { windows as koreanWindows } from '../../../renderer/i18n/ko/windows.ts'
import { ko as korean } from '../../../renderer/i18n/ko.ts'

/** Every text of a language: those of the page, and those that come with a window. */
export const en = { ...english, ...englishWindows }
export const ko = { ...korean, ...koreanWindows }
