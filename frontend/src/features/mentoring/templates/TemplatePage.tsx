import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useProgrammeOptions } from "@/features/directory/options";
import { useChannelLabel } from "@/features/messaging/channels";
import { useUrlState } from "@/lib/useUrlState";
import { TemplateEditor } from "./TemplateEditor";
import { abouts, EVENTS, languages, useTemplate } from "./templates";
import { useTemplateName } from "./useTemplateName";

/** One message of a programme: its words in one language, how they look, and what they were before. */
export default function TemplatePage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const nameOf = useTemplateName();
  const { slug = "", about = "", kind = "", channel = "" } = useParams();
  const language = languages.find((one) => one === url.get("language")) ?? "ko";
  const which = { slug, about, kind, channel, language };
  const found = useTemplate(which);
  const programme = useProgrammeOptions().find((one) => one.value === slug)?.label ?? slug;
  const channelText = useChannelLabel()(channel);
  const aboutText = t(`templates.about.${abouts.find((one) => one === about) ?? "session"}`);
  const whose = slug === EVENTS ? [] : [programme];
  return (
    <Page title={nameOf(about, kind)} lead={[...whose, aboutText, channelText].join(" · ")} width="wide">
      <div>
        <Link to={`/coordinator/templates?programme=${slug}&channel=${channel}`}>
          {t(slug === EVENTS ? "templates.backToEvents" : "templates.back")}
        </Link>
      </div>
      <SegmentedFilter
        label={t("templates.language")}
        value={language}
        options={languages.map((value) => ({ value, label: t(`templates.languages.${value}`) }))}
        onChange={(chosen) => url.set({ language: chosen })}
      />
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={160} /> : null}
      {found.data ? <TemplateEditor key={language} which={which} template={found.data} /> : null}
    </Page>
  );
}
