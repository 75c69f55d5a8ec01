import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";
import { Logo } from "@/components/Logo";
import { useMeQuery } from "@/features/accounts/me";
import { useSignOut } from "@/features/accounts/useSignOut";
import { LanguageSwitch } from "./LanguageSwitch";
import { placesFor } from "./places";
import { SchemeToggle } from "./SchemeToggle";
import classes from "./shell.module.css";

export function Header() {
  const { t } = useTranslation();
  const { data: me } = useMeQuery();
  const signOut = useSignOut();
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link to="/" className={classes.brand}>
          <Logo />
          Meridian
        </Link>
        {me ? (
          <nav className={classes.links} aria-label={t("nav.main")}>
            {placesFor(me).map(({ to, label }) => (
              <NavLink key={to} to={to} end={to === "/"}>
                {t(`nav.${label}`)}
              </NavLink>
            ))}
          </nav>
        ) : null}
        <div className={classes.tools}>
          {me ? (
            <button type="button" className={classes.signOut} onClick={signOut}>
              {t("nav.signOut")}
            </button>
          ) : null}
          <LanguageSwitch />
          <SchemeToggle />
        </div>
      </div>
    </header>
  );
}
