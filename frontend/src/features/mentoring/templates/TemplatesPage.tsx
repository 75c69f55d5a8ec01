import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TemplateRow } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { Tag } from "@/components/Tag";
import { useProgrammeOptions } from "@/features/directory/options";
import { useChannelLabel } from "@/features/messaging/channels";
import { useUrlState } from "@/lib/useUrlState";
import { ListTabs } from "../series/ListTabs";
import { abouts, EVENTS, languages, useTemplates } from "./templates";
import classes from "./templates.module.css";
import { useTemplateName } from "./useTemplateName";

/** Every message of a programme that can be worded, and whether its words are the programme's own. */
export default function TemplatesPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const programmes = useProgrammeOptions();
  const slug = url.get("programme") || (programmes[0]?.value ?? "");
  const found = useTemplates(slug);
  const channelLabel = useChannelLabel();
  const channels = [...new Set(found.data?.map((row) => row.channel) ?? ["sms", "email"])];
  const channel = channels.find((one) => one === url.get("channel")) ?? "sms";
  const isApproved = found.data?.some((row) => row.channel === channel && row.is_approved);
  const rows = found.data?.filter((row) => row.channel === channel);
  return (
    <Page title={t("templates.title")} lead={t("templates.lead")}>
      <ListTabs here="templates" />
      <div className={classes.filters}>
        <SelectFilter
          url={url}
          name="programme"
          label={t("booking.programme")}
          value={slug}
          options={[...programmes, { value: EVENTS, label: t("templates.about.event") }]}
        />
        <SegmentedFilter
          label={t("messageLog.channel")}
          value={channel}
          options={channels.map((value) => ({ value, label: channelLabel(value) }))}
          onChange={(chosen) => url.set({ channel: chosen })}
        />
      </div>
      {isApproved ? <Notice>{t("templates.approvedLead", { channel: channelLabel(channel) })}</Notice> : null}
      <ErrorState error={found.error} onRetry={found.refetch} />
      {rows === undefined && !found.error ? <Loading rows={4} height={56} /> : null}
      {rows
        ? abouts
            .filter((about) => rows.some((row) => row.about === about))
            .map((about) => (
              <Card key={about} title={t(`templates.about.${about}`)}>
                <KindList slug={slug} rows={rows.filter((row) => row.about === about)} />
              </Card>
            ))
        : null}
    </Page>
  );
}

function KindList({ slug, rows }: { slug: string; rows: TemplateRow[] }) {
  const nameOf = useTemplateName();
  const { t } = useTranslation();
  const kinds = [...new Set(rows.map((row) => row.kind))];
  return (
    <ul className={classes.kinds}>
      {kinds.map((kind) => {
        const name = nameOf(rows[0]?.about ?? "", kind);
        const both = languages.flatMap((one) =>
          rows.filter((row) => row.kind === kind && row.language === one),
        );
        return (
          <li key={kind}>
            <strong>{name}</strong>
            <span className={classes.languages}>
              {both.map((row) => (
                <Link
                  key={row.language}
                  to={`/coordinator/templates/${slug}/${row.about}/${kind}/${row.channel}?language=${row.language}`}
                  aria-label={`${name}, ${t(`templates.languages.${row.language}`)}, ${t(standingOf(row))}`}
                >
                  {t(`templates.languages.${row.language}`)}{" "}
                  <Tag tone={row.fits ? (row.is_own ? "accent" : "quiet") : "bad"}>{t(standingOf(row))}</Tag>
                </Link>
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function standingOf(row: TemplateRow) {
  if (!row.fits) return "templates.fitsNot" as const;
  if (row.is_approved)
    return row.is_own ? ("templates.approved" as const) : ("templates.notApproved" as const);
  return row.is_own ? ("templates.own" as const) : ("templates.builtIn" as const);
}
