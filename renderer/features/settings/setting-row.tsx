import type { ReactNode } from 'react'

/** A setting: what it is and does on the left, its control on the right, or below where there is no room. */
export const SettingRow = ({ name, hint, children }: { readonly name: string; readonly hint: string; readonly children: ReactNode }) => (
  <div className="setting">
    <div className="setting-words">
      <strong>{name}</strong>
      <p className="field-hint">{hint}</p>
    </div>
    <div className="setting-control">{children}</div>
  </div>
)

export const SettingGroup = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="setting-group" aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
)
