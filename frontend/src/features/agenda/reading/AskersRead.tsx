import { useTranslation } from "react-i18next";
import type { Asker } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import { AskersClosed } from "./AskersClosed";
import { CalendarLine } from "./CalendarLine";

type AskersReadProps = { asking: Asker[]; isClosed: boolean; onOffered: () => void };

/** What is known of the calendars of those who ask, and what to do where that closes all times. */
export function AskersRead({ asking, isClosed, onOffered }: AskersReadProps) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      {asking.map(({ id, name, calendar }) => (
        <CalendarLine
          key={id}
          whose={id === me.id ? t("reading.yours") : t("reading.theirs", { name })}
          calendar={calendar}
        />
      ))}
      {isClosed ? <AskersClosed asking={asking} onOffered={onOffered} /> : null}
    </>
  );
}
