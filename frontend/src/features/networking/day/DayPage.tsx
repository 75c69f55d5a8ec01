import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useUrlState } from "@/lib/useUrlState";
import { CheckInCard } from "./CheckInCard";
import { DeskLinks } from "./DeskLinks";
import classes from "./day.module.css";
import { HappeningsCard } from "./HappeningsCard";
import { OutboxCard } from "./OutboxCard";
import { ProposalCard } from "./ProposalCard";
import { useCheckIns } from "./useCheckIns";
import { WalkInCard } from "./WalkInCard";

const papers = ["badges.pdf", "table-cards.pdf", "agendas.pdf", "check-in-list.pdf", "guests.xlsx"] as const;
type Paper = (typeof papers)[number] extends `${infer Name}.${string}` ? Name : never;

/** The day at the desk: who comes, what happens, and the plan of the rest. */
export default function DayPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { slug = "" } = useParams();
  const url = useUrlState();
  const checkIns = useCheckIns(slug);
  const door = checkIns.door.data;
  return (
    <Page
      title={t("day.title")}
      lead={door ? inLanguage(language, door.title_ko, door.title_en) : null}
      aside={<DeskLinks slug={slug} />}
      width="wide"
    >
      <ErrorState error={door ? null : checkIns.door.error} onRetry={checkIns.door.refetch} />
      {checkIns.door.isPending ? <Loading rows={3} /> : null}
      <OutboxCard waiting={checkIns.waiting} />
      {door ? (
        <>
          <CheckInCard door={door} checkIns={checkIns} url={url} />
          <WalkInCard slug={slug} guests={door.guests} />
          <HappeningsCard slug={slug} guests={door.guests} />
          <ProposalCard slug={slug} />
        </>
      ) : null}
      <nav className={classes.links} aria-label={t("day.papers")}>
        {papers.map((name) => (
          <Button key={name} component="a" variant="default" href={`/api/event-desk/${slug}/${name}`}>
            {t(`day.paper.${name.split(".")[0] as Paper}`)}
          </Button>
        ))}
      </nav>
    </Page>
  );
}
