import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { isCoordinator, useMe } from "@/features/accounts/me";
import classes from "./pairs.module.css";

const sides = ["startup", "expert"] as const;
const languages = ["ko", "en"] as const;

/** The certificate of a startup and the letter to an expert, in both languages, once there is something to certify. */
export function LettersCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const coordinates = isCoordinator(useMe());
  const { held, planned } = pair.progress;
  const isThrough = pair.state === "ended" || (planned !== null && held >= planned);
  if (held === 0 || !(isThrough || coordinates)) return null;
  return (
    <Card title={t("pairs.letters")}>
      <ul className={classes.items}>
        {sides
          .filter((side) => coordinates || side === pair.side)
          .map((side) => (
            <li key={side}>
              {t(`pairs.letter.${side}`)}
              <span className={classes.tags}>
                {languages.map((language) => (
                  <a
                    key={language}
                    href={`/api/relations/${pair.id}/certificate.pdf?side=${side}&language=${language}`}
                    target="_blank"
                    rel="noreferrer"
                    aria-label={`${t(`pairs.letter.${side}`)} ${t(`pairs.languages.${language}`)}`}
                  >
                    {t(`pairs.languages.${language}`)}
                  </a>
                ))}
              </span>
            </li>
          ))}
      </ul>
    </Card>
  );
}
