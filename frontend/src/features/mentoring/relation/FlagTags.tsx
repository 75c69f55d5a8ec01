import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "@/components/Tag";
import type { PairFlag } from "./pairs";

const tones: Record<PairFlag, Tone> = {
  rematch: "bad",
  low_rating: "bad",
  no_agreement: "warn",
  no_next_session: "warn",
  late_milestone: "warn",
};

/** What of a pair wants a coordinator's attention. */
export function FlagTags({ flags }: { flags: PairFlag[] }) {
  const { t } = useTranslation();
  return flags.map((flag) => (
    <Tag key={flag} tone={tones[flag]}>
      {t(`pairs.flags.${flag}`)}
    </Tag>
  ));
}
