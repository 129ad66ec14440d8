import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QrCode } from './qr-code.tsx'
import { type LinkKind, phonesPlay } from './share-links.ts'

type QrProps = {
  readonly kind: LinkKind
  readonly name: string
  readonly link: string
  /** Only this computer can open the link. */
  readonly onlyHere: boolean
}

/** A link to be scanned, large, with what it is below. */
export function QrDialog({ onClose, ...qr }: QrProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('share.qrOf', { name: qr.name })} testId="qr-dialog" onClose={onClose}>
      <QrBody {...qr} />
    </Dialog>
  )
}

/** Where no phone can follow the link it says so instead of drawing a code that leads nowhere. */
export function QrBody({ kind, name, link, onlyHere }: QrProps) {
  const { t } = useTranslation()
  return (
    <div className="qr">
      {onlyHere ? (
        <div className="qr-none">
          <strong>{t('share.qrNoPhone')}</strong>
          <p>{t('share.qrNoPhoneWhy')}</p>
        </div>
      ) : (
        <>
          <QrCode link={link} label={t('share.qrOf', { name })} />
          <p>{phonesPlay(kind) ? t('share.qrWatch') : t('share.qrPlayer', { name })}</p>
          <p className="muted">{t(`share.purpose.${kind}`)}</p>
        </>
      )}
      <div className="qr-link">
        <code translate="no">{link}</code>
        <CopyButton label={`${t('copy.copy')}: ${name}`} getText={() => link} />
      </div>
    </div>
  )
}
