import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventPlan, EventPlanRow } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import type { UrlState } from "@/lib/useUrlState";
import { placeName } from "@/lib/zones";
import { ChangesCard } from "./ChangesCard";
import { GuestGrid } from "./GuestGrid";
import { LostCard } from "./LostCard";
import { MeetingDialog } from "./MeetingDialog";
import classes from "./plan.module.css";
import { useHand, usePlansChanged } from "./plans";
import { boardOf, type PlanMeeting } from "./shapes";
import { TableGrid } from "./TableGrid";
import { UnmetCard } from "./UnmetCard";

const views = ["tables", "people"] as const;

type BoardPartProps = { plan: EventPlan; rows: readonly EventPlanRow[]; url: UrlState };

/** A plan on its board: by tables or by people, changed by hand, compared with what holds, published. */
export function BoardPart({ plan, rows, url }: BoardPartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [opened, setOpened] = useState<PlanMeeting | null>(null);
  const hand = useHand(plan);
  const board = boardOf(plan);
  const zone = plan.time_zone;
  const isEditable = plan.state === "ready";
  const view = views.find((known) => known === url.get("view")) ?? "tables";
  const q = url.get("q").toLowerCase();
  const guests = board.guests.filter((one) => `${one.name} ${one.organisation}`.toLowerCase().includes(q));
  const holds = rows.find((one) => one.state === "published" && one.id !== plan.id);
  return (
    <>
      {plan.faults.length ? (
        <Notice tone="bad">
          {t("planner.faulty")} {plan.faults.map((one) => one.words).join(" ")}
        </Notice>
      ) : null}
      {plan.dropped.length ? (
        <Notice tone="warn">
          {t("planner.dropped")} {plan.dropped.map((one) => one.words).join(" ")}
        </Notice>
      ) : null}
      <LostCard plan={plan} onProposed={(number) => url.set({ plan: String(number) })} />
      <PublishBar plan={plan} onCopied={(number) => url.set({ plan: String(number) })} />
      {holds && isEditable ? <ChangesCard plan={plan.id} before={holds.id} /> : null}
      <Card
        title={t("planner.board")}
        lead={t(isEditable ? "planner.boardLead" : "planner.boardFixed", { zone: placeName(zone, language) })}
      >
        <div className={classes.head}>
          <SegmentedFilter
            label={t("planner.view")}
            value={view}
            options={views.map((value) => ({ value, label: t(`planner.views.${value}`) }))}
            onChange={(value) => url.set({ view: value === "tables" ? "" : value })}
          />
          {view === "people" ? (
            <TextInput
              label={t("planner.search")}
              value={url.get("q")}
              onChange={(event) => url.set({ q: event.currentTarget.value })}
            />
          ) : null}
        </div>
        <ErrorState error={hand.error} />
        {view === "tables" ? (
          <TableGrid
            board={board}
            zone={zone}
            isEditable={isEditable}
            onOpen={setOpened}
            onMove={(meeting, to) => hand.move(meeting.id, to)}
          />
        ) : (
          <GuestGrid board={board} guests={guests} zone={zone} onOpen={setOpened} />
        )}
      </Card>
      <UnmetCard plan={plan} />
      {opened ? (
        <MeetingDialog
          board={board}
          meeting={opened}
          zone={zone}
          isEditable={isEditable}
          onMove={(to) => hand.move(opened.id, to).then(() => setOpened(null))}
          onLock={(locked) => hand.pin([opened.id], locked).then(() => setOpened(null))}
          onTakeOut={() => hand.remove(opened.id).then(() => setOpened(null))}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

function PublishBar({ plan, onCopied }: { plan: EventPlan; onCopied: (number: number) => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSuccess = usePlansChanged();
  const publish = api.useMutation("post", "/api/event-plans/{plan_id}/publish/", { onSuccess });
  const copy = api.useMutation("post", "/api/event-plans/{plan_id}/copy/", { onSuccess });
  const path = { plan_id: plan.id };
  const go = async () => {
    const header = { "If-Match": `"${plan.revision}"` };
    if (!window.confirm(t("planner.publishConfirm"))) return;
    if (await publish.mutateAsync({ params: { path, header } }).catch(() => null))
      tell(t("planner.published"));
  };
  const again = async () => {
    const made = await copy.mutateAsync({ params: { path } }).catch(() => null);
    if (made) onCopied(made.number);
  };
  return (
    <>
      <div className={classes.buttons}>
        {plan.state === "ready" ? (
          <Button loading={publish.isPending} disabled={plan.faults.length > 0} onClick={go}>
            {t("planner.publish")}
          </Button>
        ) : null}
        <Button variant="default" loading={copy.isPending} onClick={again}>
          {t("planner.copy")}
        </Button>
      </div>
      <ErrorState error={publish.error ?? copy.error} />
    </>
  );
}
