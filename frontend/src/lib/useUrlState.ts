import { useSearchParams } from "react-router";

/** Filters that live in the address, so that a view can be shared and come back to. */
export function useUrlState() {
  const [params, setParams] = useSearchParams();
  const get = (name: string) => params.get(name) ?? "";
  const set = (changes: Record<string, string>, options?: { keepPage?: boolean }) =>
    setParams(
      () => {
        // The address itself: what was drawn may be older where two filters change in quick succession.
        const next = new URLSearchParams(window.location.search);
        if (!options?.keepPage) next.delete("page");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return { get, set, page: numberIn(params.get("page")) };
}

export type UrlState = ReturnType<typeof useUrlState>;

const numberIn = (text: string | null) => Math.max(Math.trunc(Number(text)) || 1, 1);

/** The page of a list whose place in the address has this name. */
export const pageIn = (url: UrlState, name: string) => numberIn(url.get(name));
