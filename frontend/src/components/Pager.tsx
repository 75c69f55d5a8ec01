import { Pagination } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { UrlState } from "@/lib/useUrlState";

type PagerProps = { count: number; pageSize: number; url: UrlState };

/** Pages of a list, with the page in the address. */
export function Pager({ count, pageSize, url }: PagerProps) {
  const { t } = useTranslation();
  const total = Math.ceil(count / pageSize);
  if (total < 2) return null;
  return (
    <nav aria-label={t("common.pages")}>
      <Pagination
        total={total}
        value={url.page}
        onChange={(page) => url.set({ page: String(page) }, { keepPage: true })}
        getItemProps={(page) => ({ "aria-label": t("common.pageNumber", { page }) })}
        getControlProps={(control) => ({
          "aria-label":
            control === "previous" || control === "first" ? t("common.previous") : t("common.next"),
        })}
      />
    </nav>
  );
}
