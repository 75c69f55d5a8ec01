import { CloseButton } from "@mantine/core";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Dialog.module.css";

type DialogProps = { title: string; wide?: boolean; onClose: () => void; children: ReactNode };

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, wide, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // As a layout effect: closed while it still stands in the page. Once taken out, it gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={wide || undefined}
      aria-labelledby={id}
      onCancel={onClose}
    >
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        <CloseButton size="lg" aria-label={t("common.close")} onClick={onClose} />
      </div>
      {children}
    </dialog>
  );
}
