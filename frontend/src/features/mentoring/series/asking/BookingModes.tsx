import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import classes from "../series.module.css";

/** A mentor is met once or regularly; what is chosen already goes along. */
export function BookingModes({ expertId, regular }: { expertId: number; regular: boolean }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const kept = new URLSearchParams();
  for (const name of ["programme", "start"]) {
    const value = params.get(name);
    if (value) kept.set(name, value);
  }
  const modes = [
    { path: `/mentors/${expertId}`, label: t("series.once"), hint: t("series.onceHint"), here: !regular },
    {
      path: `/mentors/${expertId}/series`,
      label: t("series.regularly"),
      hint: t("series.regularlyHint"),
      here: regular,
    },
  ];
  return (
    <nav className={classes.modes} aria-label={t("series.modes")}>
      {modes.map(({ path, label, hint, here }) => (
        <Link key={path} to={`${path}?${kept}`} aria-current={here ? "page" : undefined}>
          <strong>{label}</strong>
          <small>{hint}</small>
        </Link>
      ))}
    </nav>
  );
}
