import { expect, it, vi } from 'vitest'
import { submitOnceComposed } from '../../../renderer/ui/submit-once-composed.ts'
import { elementsIn, pageSources } from './page-sources.ts'

function isKept(key: string, code: string, keyCode: number, isComposing: boolean): boolean {
  const preventDefault = vi.fn()
  submitOnceComposed({ key, code, keyCode, nativeEvent: { isComposing }, preventDefault })
  return preventDefault.mock.calls.length > 0
}

it('keeps Enter from the form while a syllable is composed, and only then', () => {
  expect({
    windows: isKept('Process', 'Enter', 229, true),
    mac: isKept('Enter', 'Enter', 229, true),
    firefox: isKept('Enter', 'Enter', 13, true),
    safari: isKept('Enter', 'Enter', 229, false),
    numpad: isKept('Process', 'NumpadEnter', 229, true),
    composed: isKept('Enter', 'Enter', 13, false),
    syllable: isKept('Process', 'KeyG', 229, true),
    tab: isKept('Tab', 'Tab', 9, false),
  }).toEqual({ windows: true, mac: true, firefox: true, safari: true, numpad: true, composed: false, syllable: false, tab: false })
})

it('guards every form of the page', () => {
  const forms = pageSources().flatMap((source) => elementsIn(source, 'form').map(({ onKeyDown }) => ({ path: source.path, onKeyDown })))
  expect(forms.length).toBeGreaterThan(1)
  expect(forms.filter(({ onKeyDown }) => onKeyDown !== 'submitOnceComposed')).toEqual([])
})
