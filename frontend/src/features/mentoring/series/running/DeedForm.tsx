import { Textarea } from "@mantine/core";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmRow } from "./ConfirmRow";

type DeedFormProps = ComponentProps<typeof ConfirmRow> & {
  label: string;
  word: string;
  needed: boolean;
  onWord: (word: string) => void;
};

/** A confirmation with the word or reason that goes to the other side. */
export function DeedForm({ label, word, needed, onWord, children, ...rest }: DeedFormProps) {
  const { t } = useTranslation();
  return (
    <ConfirmRow {...rest}>
      {children}
      <Textarea
        label={label}
        description={needed ? undefined : t("booking.optional")}
        required={needed}
        withAsterisk={false}
        maxLength={500}
        rows={2}
        size="md"
        value={word}
        onChange={(event) => onWord(event.currentTarget.value)}
      />
    </ConfirmRow>
  );
}
