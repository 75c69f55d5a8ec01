import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { api } from "@/lib/api";
import classes from "./accounts.module.css";
import { requestCode } from "./allauth";
import { SignInError } from "./SignInError";

/** The people of the demo hub; a click asks for a sign-in code in that person's name. */
export function DemoPeople({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation();
  const demo = api.useQuery("get", "/api/demo/");
  const request = useMutation({ mutationFn: requestCode, onSuccess: (_, email) => onSent(email) });
  return (
    <Card
      title={t("signIn.demoPeople")}
      lead={t("signIn.demoLead")}
      aside={<Link to="/demo">{t("demo.title")}</Link>}
    >
      <SignInError error={request.error} />
      <ErrorState error={demo.error} />
      {demo.isPending ? <Loading rows={4} height={56} /> : null}
      <ul className={classes.people}>
        {demo.data?.people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              className={classes.person}
              disabled={request.isPending}
              onClick={() => request.mutate(person.email)}
            >
              {person.name}
              <small>
                {t(`roles.${person.role}`)} · {person.note || person.email}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
