import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { Icon } from "@/components/Icon";
import { useMeQuery } from "@/features/accounts/me";
import { placesFor } from "./places";
import classes from "./shell.module.css";

/** On phones, the places at the thumb. */
export function TabBar() {
  const { t } = useTranslation();
  const { data: me } = useMeQuery();
  if (!me) return null;
  return (
    <nav className={classes.tabs} aria-label={t("nav.main")}>
      {placesFor(me).map(({ to, label, icon }) => (
        <NavLink key={to} to={to} end={to === "/"}>
          <Icon name={icon} size={22} />
          {t(`nav.${label}`)}
        </NavLink>
      ))}
    </nav>
  );
}
