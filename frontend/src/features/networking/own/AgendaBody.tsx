import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GuestAgenda } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import classes from "../events.module.css";
import { OwnAgenda } from "./OwnAgenda";

type AgendaBodyProps = {
  found: { data: GuestAgenda | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  after: string;
  /** Below which address the guest's papers and calendar files are. */
  papers: string;
};

export function AgendaBody({ found, after, papers }: AgendaBodyProps) {
  const { t } = useTranslation();
  return (
    <Page title={found.data?.title ?? t("own.title")} lead={found.data?.place ?? null} width="text">
      <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending ? <Loading rows={2} height={160} /> : null}
      {found.data ? <OwnAgenda agenda={found.data} file={`${papers}/event.ics`} /> : null}
      {found.data ? (
        <div className={classes.deeds}>
          <LinkButton to={after} variant="default">
            {t("own.after")}
          </LinkButton>
          <Button component="a" variant="default" href={`${papers}/agenda.pdf`}>
            {t("own.print")}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
