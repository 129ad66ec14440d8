import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

/** A window above the page: the focus goes in and comes back, Escape and a click beside it close it. */
export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly testId?: string
  readonly wide?: boolean
  /** Without the cross in the corner, where the answers below are all there is. */
  readonly asks?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <ModalOverlay className="dialog-ground" isOpen isDismissable={props.asks !== true} onOpenChange={(open) => open || props.onClose()}>
      <Modal className="dialog" data-wide={props.wide || undefined}>
        <AriaDialog className="dialog-body" data-testid={props.testId} role={props.asks ? 'alertdialog' : 'dialog'}>
          <header className="dialog-head">
            <Heading slot="title">{props.title}</Heading>
            {props.asks !== true && (
              <Button small look="quiet" icon="close" iconOnly onPress={props.onClose}>
                {t('layout.close')}
              </Button>
            )}
          </header>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
