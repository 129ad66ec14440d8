import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { QrDialog } from './qr-dialog.tsx'
import type { LinkKind } from './share-links.ts'
import { shortenLink } from './shorten-link.ts'

/** One link: what it is for, where it leads, and the ways to hand it on. Without a link, why there is none. */
export function LinkRow(props: {
  readonly testId: string
  readonly kind: LinkKind
  readonly name: string
  readonly link: string | null
  readonly none: string
  readonly opensInBrowser: boolean
  readonly onlyHere: boolean
}) {
  const { t } = useTranslation()
  const [scanning, setScanning] = useState(false)
  const { kind, name, link, onlyHere } = props
  return (
    <li className="link" data-testid={props.testId} data-value={link ?? ''}>
      <h3>{name}</h3>
      <p className="muted">{t(`share.purpose.${kind}`)}</p>
      {link === null ? (
        <p className="link-none">{props.none}</p>
      ) : (
        <>
          <Address link={link} opens={props.opensInBrowser} />
          <div className="link-actions">
            <CopyButton label={`${t('copy.copy')}: ${name}`} getText={() => link} />
            <Button small look="quiet" icon="qr" testId="qr-open" label={t('share.qrOf', { name })} onPress={() => setScanning(true)}>
              {t('share.qr')}
            </Button>
          </div>
          {scanning && <QrDialog kind={kind} name={name} link={link} onlyHere={onlyHere} onClose={() => setScanning(false)} />}
        </>
      )}
    </li>
  )
}

/** Short to the eye; whole in the title, for opening and for copying. */
function Address({ link, opens }: { readonly link: string; readonly opens: boolean }) {
  const { t } = useTranslation()
  if (!opens)
    return (
      <code className="link-address" title={link} translate="no">
        {shortenLink(link)}
      </code>
    )
  return (
    <a className="link-address" href={link} target="_blank" rel="noreferrer" title={link} translate="no">
      {shortenLink(link)}
      <span className="unseen"> ({t('share.opensInBrowser')})</span>
    </a>
  )
}
