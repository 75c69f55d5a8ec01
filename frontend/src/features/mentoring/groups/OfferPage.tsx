import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { TwoClocks } from "@/components/TwoClocks";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { KnowinglyPart } from "../OwnCalendarShows";
import { GroupToCalendar } from "./GroupToCalendar";
import { titleOf } from "./groups";
import { OfferPart } from "./OfferPart";

/** The page behind the signed link of an offered seat: one tap, no sign-in. */
export default function OfferPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { token = "" } = useParams();
  const params = { path: { token } };
  const offer = api.useQuery("get", "/api/offers/{token}/", { params }, { staleTime: 0 });
  const onSettled = () => void offer.refetch();
  const take = api.useMutation("post", "/api/offers/{token}/take/", { onSettled });
  const decline = api.useMutation("post", "/api/offers/{token}/decline/", { onSettled });
  const shown = offer.data;
  const lost = [404, 410].includes(asProblem(offer.error)?.status ?? 0);
  return (
    <Page
      title={shown ? titleOf(shown.group, language) : t("groups.offer")}
      lead={shown ? t("groups.offerFor", { name: shown.person_name }) : null}
      width="text"
    >
      <ErrorState error={offer.error} {...(lost ? {} : { onRetry: offer.refetch })} />
      {lost ? <LinkButton to="/groups">{t("groups.title")}</LinkButton> : null}
      {offer.isPending ? <Loading rows={2} height={160} /> : null}
      {shown ? (
        <>
          <Card title={t("session.when")} aside={<span>{shown.group.expert.name}</span>}>
            <TwoClocks
              at={shown.group.starts_at}
              until={shown.group.ends_at}
              here={shown.time_zone}
              there={shown.group.expert_time_zone}
              size="lg"
            />
          </Card>
          <ErrorState error={take.error ?? decline.error} />
          <KnowinglyPart
            error={take.error}
            zone={shown.time_zone}
            busy={take.isPending}
            onKnowing={() => take.mutate({ params, body: { knowingly: true } })}
          />
          {shown.state === "offered" ? (
            <Card title={t("groups.yourPlace")}>
              <OfferPart
                until={shown.offered_until}
                zone={shown.time_zone}
                busy={take.isPending || decline.isPending}
                onTake={() => take.mutate({ params, body: { knowingly: false } })}
                onDecline={() => decline.mutate({ params })}
              />
            </Card>
          ) : (
            <Notice tone={shown.state === "taken" ? "good" : "info"}>
              <p>{t(shown.state === "taken" ? "groups.seated" : "groups.declined")}</p>
            </Notice>
          )}
          {shown.state === "taken" ? (
            <GroupToCalendar group={shown.group} file={`/api/offers/${token}/invitation.ics`} />
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
