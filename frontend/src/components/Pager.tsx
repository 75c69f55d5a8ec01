import { Pagination } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { pageIn, type UrlState } from "@/lib/useUrlState";

type PagerProps = {
  count: number;
  pageSize: number;
  url: UrlState;
  /** Beside another list on the same page: under what name its page is in the address, and what it is called. */
  name?: string;
  of?: string;
};

/** How many pages a list has. */
export const pagesOf = (count: number, pageSize: number) => Math.max(Math.ceil(count / pageSize), 1);

/** Pages of a list, with the page in the address. Beyond the last the server answers with the last. */
export function Pager({ count, pageSize, url, name = "page", of }: PagerProps) {
  const { t } = useTranslation();
  const total = pagesOf(count, pageSize);
  if (total < 2) return null;
  return (
    <nav aria-label={of ? `${t("common.pages")}: ${of}` : t("common.pages")}>
      <Pagination
        total={total}
        value={Math.min(pageIn(url, name), total)}
        onChange={(page) => url.set({ [name]: String(page) }, { keepPage: true })}
        getItemProps={(page) => ({ "aria-label": t("common.pageNumber", { page }) })}
        getControlProps={(control) => ({
          "aria-label":
            control === "previous" || control === "first" ? t("common.previous") : t("common.next"),
        })}
      />
    </nav>
  );
}
