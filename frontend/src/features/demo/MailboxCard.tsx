import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import classes from "./demo.module.css";

/** The mail that the demo would have sent, newest first, sign-in codes made plain. */
export function MailboxCard() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const mailbox = api.useQuery("get", "/api/demo/mailbox/", {}, { refetchInterval: 3_000, staleTime: 0 });
  useEffect(() => {
    if (hash === "#mailbox") document.getElementById("mailbox")?.scrollIntoView();
  }, [hash]);
  return (
    <div id="mailbox">
      <Card title={t("demo.mailbox")} lead={t("demo.mailboxLead")}>
        <ErrorState error={mailbox.error} />
        {mailbox.data?.length === 0 ? (
          <EmptyState icon="mail" title={t("demo.noMail")} text={t("demo.noMailHint")} />
        ) : null}
        <ul className={classes.mail}>
          {mailbox.data?.map((mail) => (
            <li key={mail.at + mail.to + mail.subject}>
              <details>
                <summary>
                  <strong>{mail.subject}</strong>
                  <small>
                    {mail.to} · <Moment at={mail.at} zone="Asia/Seoul" />
                  </small>
                  {mail.code ? <span className={classes.code}>{mail.code}</span> : null}
                </summary>
                <pre>{mail.text}</pre>
                {mail.attachments.length ? <small>{mail.attachments.join(", ")}</small> : null}
              </details>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
