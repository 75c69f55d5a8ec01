import { Button, Group } from "@mantine/core";
import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Pager } from "@/components/Pager";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { pageIn, useUrlState } from "@/lib/useUrlState";
import { useChannelLabel } from "../channels";
import { useMessageKind } from "../useMessageKind";
import classes from "./own.module.css";

const pageSize = 5;

/** The links in one's texts that still lead somewhere: each can be taken back by itself. */
export function OwnLinks() {
  const { t } = useTranslation();
  const tell = useTell();
  const url = useUrlState();
  const ownClock = useOwnClock();
  const queries = useQueryClient();
  const kindText = useMessageKind();
  const channelLabel = useChannelLabel();
  const query = { page: pageIn(url, "links"), page_size: pageSize };
  const found = api.useQuery(
    "get",
    "/api/me/links/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const revoke = api.useMutation("post", "/api/me/links/{message_id}/revoke/", {
    onSuccess: async () => {
      tell(t("textLinks.revoked"));
      await queries.invalidateQueries({ queryKey: ["get", "/api/me/links/"] });
    },
  });
  const count = found.data?.count ?? 0;
  return (
    <div>
      <h3 className={classes.heading}>{t("textLinks.own")}</h3>
      <p>{t(found.data && count === 0 ? "textLinks.none" : "textLinks.lead")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      <ErrorState error={revoke.error} />
      <ul className={classes.steps}>
        {found.data?.results.map((one) => (
          <li key={one.id}>
            <Group gap="sm" justify="space-between">
              <div>
                <strong>
                  {kindText(one.kind)} · {channelLabel(one.channel)}
                </strong>
                <p>
                  {t("textLinks.written")} <Moment at={one.created_at} zone={ownClock} />
                </p>
                <p>
                  {t("textLinks.until")} <Moment at={one.until} zone={ownClock} />
                </p>
              </div>
              <Button
                variant="default"
                size="md"
                loading={revoke.isPending && revoke.variables.params.path.message_id === one.id}
                onClick={() => revoke.mutate({ params: { path: { message_id: one.id } } })}
              >
                {t("textLinks.revoke")}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} name="links" of={t("textLinks.own")} />
    </div>
  );
}
