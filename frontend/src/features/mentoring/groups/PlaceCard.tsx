import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { asProblem } from "@/lib/problem";
import { KnowinglyPart, wantsKnowing } from "../OwnCalendarShows";
import { ConfirmDialog } from "./ConfirmDialog";
import { useGroup, useGroupChanged } from "./groups";
import classes from "./groups.module.css";
import { LateNotice } from "./LateNotice";
import { OfferPart } from "./OfferPart";

/** A startup member's own place: join, wait, take what is offered, give it up. */
export function PlaceCard({ group }: { group: GroupDetail }) {
  const { t } = useTranslation();
  const me = useMe();
  const tell = useTell();
  const [leaving, setLeaving] = useState(false);
  const { refetch } = useGroup(group.id);
  const changed = useGroupChanged();
  const options = { onSuccess: changed, onError: () => void refetch() };
  const join = api.useMutation("post", "/api/groups/{group_id}/join/", options);
  const leave = api.useMutation("post", "/api/groups/{group_id}/leave/", options);
  const take = api.useMutation("post", "/api/groups/{group_id}/take/", options);
  const decline = api.useMutation("post", "/api/groups/{group_id}/decline/", options);
  const params = { path: { group_id: group.id } };
  const { place, may } = group;
  const closed = useNow(15_000).getTime() >= Date.parse(group.closes_at);
  const can = (deed: GroupDetail["may"][number]) => may.includes(deed);
  const error = join.error ?? take.error ?? decline.error;
  const nowFull = asProblem(join.error)?.code === "group_full";
  const joinIt = (wait: boolean, knowingly = false) => join.mutate({ params, body: { wait, knowingly } });
  const takeIt = (knowingly = false) => take.mutate({ params, body: { knowingly } });
  const giveUp = async () => {
    if (!(await leave.mutateAsync({ params }).catch(() => null))) return;
    setLeaving(false);
    tell(t("groups.left"));
  };
  return (
    <Card title={t("groups.yourPlace")}>
      <Stack gap="md">
        {place?.state === "taken" ? (
          <Notice tone="good">
            <p>{t("groups.seated")}</p>
          </Notice>
        ) : null}
        {place?.state === "waiting" ? (
          <div className={classes.waiting}>
            <span className={classes.position}>{t("groups.position", { position: place.position })}</span>
            <p>{t(closed ? "groups.closedWaiting" : "groups.waitingHint")}</p>
          </div>
        ) : null}
        {place?.state === "offered" && place.offered_until ? (
          <OfferPart
            until={place.offered_until}
            zone={clockOf(me)}
            busy={take.isPending || decline.isPending}
            onTake={() => takeIt()}
            onDecline={() => decline.mutate({ params })}
          />
        ) : null}
        {can("join") ? <p>{t("groups.joinHint")}</p> : null}
        {can("wait") ? <p>{t("groups.waitHint")}</p> : null}
        {can("join") || can("wait") || can("take") ? <LateNotice group={group} /> : null}
        {!place && may.length === 0 ? <p>{t("groups.closed")}</p> : null}
        <ErrorState error={nowFull ? null : error} />
        <KnowinglyPart
          error={take.error ?? join.error}
          zone={clockOf(me)}
          busy={join.isPending || take.isPending}
          onKnowing={() => (wantsKnowing(take.error) ? takeIt(true) : joinIt(false, true))}
        />
        {can("join") ? (
          <Button size="md" loading={join.isPending} onClick={() => joinIt(false)}>
            {t("groups.join")}
          </Button>
        ) : null}
        {can("wait") ? (
          <Button size="md" loading={join.isPending} onClick={() => joinIt(true)}>
            {t("groups.wait")}
          </Button>
        ) : null}
        {can("leave") ? (
          <Button size="md" variant="default" onClick={() => setLeaving(true)}>
            {t(place?.state === "waiting" ? "groups.stopWaiting" : "groups.leave")}
          </Button>
        ) : null}
      </Stack>
      {leaving ? (
        <ConfirmDialog
          title={t(place?.state === "waiting" ? "groups.stopWaiting" : "groups.leave")}
          text={t(place?.state === "waiting" ? "groups.stopWaitingText" : "groups.leaveText")}
          confirm={t("groups.leaveConfirm")}
          busy={leave.isPending}
          refused={<ErrorState error={leave.error} />}
          onConfirm={giveUp}
          onClose={() => setLeaving(false)}
        />
      ) : null}
    </Card>
  );
}
