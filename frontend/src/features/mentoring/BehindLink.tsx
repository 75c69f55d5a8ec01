import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { asProblem } from "@/lib/problem";

type BehindLinkProps = {
  title: string;
  lead: string | null;
  request: { error: unknown; isPending: boolean; refetch: () => unknown };
  children: ReactNode;
};

/** The page of a request behind its signed link; where the link is no longer good, the way in by the front door. */
export function BehindLink({ title, lead, request, children }: BehindLinkProps) {
  const { t } = useTranslation();
  const lost = [404, 410].includes(asProblem(request.error)?.status ?? 0);
  return (
    <Page title={title} lead={lead} width="text">
      <ErrorState error={request.error} {...(lost ? {} : { onRetry: () => void request.refetch() })} />
      {lost ? (
        <Notice>
          <p>{t("answer.lost")}</p>
          <LinkButton to="/">{t("signIn.title")}</LinkButton>
        </Notice>
      ) : null}
      {request.isPending ? <Loading rows={2} height={160} /> : null}
      {children}
    </Page>
  );
}
