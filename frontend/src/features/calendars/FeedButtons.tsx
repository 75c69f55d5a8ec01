import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FeedDeed } from "./FeedAsk";

interface Props {
  exists: boolean;
  pending: boolean;
  /** Whose address the buttons are about, for those who hear them one by one. */
  of?: string;
  onMake: () => void;
  onAsk: (deed: FeedDeed) => void;
}

/** What can be done about a secret address: make it, or replace it and take it back. */
export function FeedButtons({ exists, pending, of, onMake, onAsk }: Props) {
  const { t } = useTranslation();
  const named = (deed: string) => (of ? { "aria-label": `${deed}: ${of}` } : {});
  if (!exists)
    return (
      <div>
        <Button size="md" loading={pending} onClick={onMake} {...named(t("feed.make"))}>
          {t("feed.make")}
        </Button>
      </div>
    );
  return (
    <Group gap="sm">
      <Button variant="default" size="md" onClick={() => onAsk("replace")} {...named(t("feed.replace"))}>
        {t("feed.replace")}
      </Button>
      <Button
        variant="subtle"
        color="red"
        size="md"
        onClick={() => onAsk("revoke")}
        {...named(t("feed.revoke"))}
      >
        {t("feed.revoke")}
      </Button>
    </Group>
  );
}
