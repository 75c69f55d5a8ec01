import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration, useNavigation } from "react-router";
import { DemoBar } from "@/features/demo/DemoBar";
import { Header } from "./Header";
import classes from "./shell.module.css";
import { TabBar } from "./TabBar";

export function Shell() {
  const { t } = useTranslation();
  const { state } = useNavigation();
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t("nav.skip")}
      </a>
      <DemoBar />
      <Header />
      <div className={classes.progress} data-busy={state !== "idle" || undefined} aria-hidden="true" />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <TabBar />
      <ScrollRestoration getKey={({ pathname }) => pathname} />
    </div>
  );
}
