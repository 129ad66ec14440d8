import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/environment'

/** Which world a connection belongs to, in a word and in its own look: production is solid, everything else is an outline. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  const { t } = useTranslation()
  return (
    <span className="environment-badge" data-environment={environment}>
      {t(`environment.${environment}`)}
    </span>
  )
}
