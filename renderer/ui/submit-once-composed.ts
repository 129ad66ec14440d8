/** What of React's keyboard event says whether a syllable is still being put together. */
type FormKeyPress = {
  readonly key: string
  readonly code: string
  readonly keyCode: number
  readonly nativeEvent: { readonly isComposing: boolean }
  readonly preventDefault: () => void
}

/**
 * For `onKeyDown` of a form: Enter that ends a Hangul syllable, or picks a suggestion of the input method, is not meant for the form.
 * Safari has ended the composition when the key arrives and leaves only `keyCode` 229 behind.
 */
export function submitOnceComposed(press: FormKeyPress): void {
  const composing = press.nativeEvent.isComposing || press.keyCode === 229
  if (composing && (press.key === 'Enter' || press.code.endsWith('Enter'))) press.preventDefault()
}
