import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { api } from "@/lib/api";
import { ClockCard } from "./ClockCard";
import classes from "./demo.module.css";
import { MailboxCard } from "./MailboxCard";
import { PartsCard } from "./PartsCard";

export default function DemoPage() {
  const { t } = useTranslation();
  const demo = api.useQuery("get", "/api/demo/");
  return (
    <Page title={t("demo.title")} lead={t("demo.lead")}>
      <ErrorState error={demo.error} onRetry={demo.refetch} />
      {demo.isPending ? <Loading rows={3} height={160} /> : null}
      {demo.data ? (
        <div className={classes.columns}>
          <div>
            <ClockCard />
            <PartsCard demo={demo.data} />
            <Card title={t("demo.people")} lead={t("demo.peopleLead")}>
              <ul className={classes.people}>
                {demo.data.people.map((person) => (
                  <li key={person.email}>
                    <Link to={`/sign-in?email=${encodeURIComponent(person.email)}`}>
                      {person.name}
                      <small>
                        {t(`roles.${person.role}`)} · {person.note || person.email}
                      </small>
                    </Link>
                  </li>
                ))}
              </ul>
            </Card>
          </div>
          <div>
            <MailboxCard />
          </div>
        </div>
      ) : null}
    </Page>
  );
}
