/** Brings the choice of the output mode into sight, with the keyboard on it. */
export function goToOutput(): void {
  document.querySelector<HTMLElement>('[data-testid="output-mode"]')?.focus()
}
