import type { ComponentProps } from 'react'

/** A field of the form with its name. No suggestions, no spelling: what is typed here is nobody else's. */
export const Field = ({ label, hint, ...input }: ComponentProps<'input'> & { readonly label: string; readonly hint?: string | undefined }) => (
  <label className="field">
    <span>{label}</span>
    <input type="text" autoComplete="off" spellCheck={false} autoCapitalize="off" {...input} />
    {hint !== undefined && <small className="field-hint">{hint}</small>}
  </label>
)
