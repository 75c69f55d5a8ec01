import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LoggedMessage } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import classes from "../desk/desk.module.css";

/** Until when the short link in a message leads somewhere, with the way to take it back; nothing where there is none. */
export function LinkInMessage({ message }: { message: LoggedMessage }) {
  const { t } = useTranslation();
  const tell = useTell();
  const zone = useOwnClock();
  const now = useNow(60_000);
  const queries = useQueryClient();
  const revoke = api.useMutation("post", "/api/messages/{message_id}/link/revoke/", {
    onSuccess: async () => {
      tell(t("textLinks.revoked"));
      await queries.invalidateQueries({ queryKey: ["get", "/api/messages/"] });
    },
  });
  const { link_until: until, link_revoked_at: revokedAt } = message;
  if (!until) return null;
  if (revokedAt)
    return (
      <p className={classes.meta}>
        {t("textLinks.takenBack")} <Moment at={revokedAt} zone={zone} />
      </p>
    );
  if (new Date(until) <= now || message.state === "dropped") return null;
  return (
    <>
      <p className={classes.meta}>
        {t("textLinks.open")} <Moment at={until} zone={zone} />{" "}
        <Button
          variant="transparent"
          size="compact-sm"
          px={0}
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ params: { path: { message_id: message.id } } })}
          aria-label={t("textLinks.revokeThis", { name: message.person.name })}
        >
          {t("textLinks.revoke")}
        </Button>
      </p>
      <ErrorState error={revoke.error} />
    </>
  );
}
