import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventRegistration } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import classes from "../events.module.css";
import { approvable } from "./approvable";
import type { Approval } from "./useApproval";

type ApprovalBarProps = { approval: Approval; rows: EventRegistration[] };

/** Places for many at once, in the order of their arrival. */
export function ApprovalBar({ approval, rows }: ApprovalBarProps) {
  const { t } = useTranslation();
  const onPage = rows.filter(({ state }) => approvable.includes(state));
  const count = approval.chosen.size;
  if (onPage.length === 0 && count === 0 && approval.left.length === 0) return null;
  const isAll = onPage.every(({ id }) => approval.chosen.has(id));
  return (
    <>
      <div className={classes.deeds}>
        {onPage.length > 0 ? (
          <Button
            size="sm"
            variant="default"
            onClick={() => {
              for (const { id } of onPage) approval.choose(id, !isAll);
            }}
          >
            {t(isAll ? "events.chooseNone" : "events.chooseAll", { count: onPage.length })}
          </Button>
        ) : null}
        <Button
          size="sm"
          disabled={count === 0}
          loading={approval.isPending}
          onClick={() => void approval.send()}
        >
          {t("events.approveChosen", { count })}
        </Button>
      </div>
      <ErrorState error={approval.error} />
      {approval.left.length > 0 ? (
        <Notice tone="warn">{t("events.notApproved", { count: approval.left.length })}</Notice>
      ) : null}
    </>
  );
}
