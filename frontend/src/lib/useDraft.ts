import { useEffect, useState } from "react";

function read<T>(key: string, empty: T): T {
  try {
    return { ...empty, ...JSON.parse(sessionStorage.getItem(key) ?? "{}") };
  } catch {
    return empty;
  }
}

/** A form's values that survive a reload of the page in this tab. */
export function useDraft<T extends object>(key: string, empty: T) {
  const [draft, setDraft] = useState<T>(() => read(key, empty));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(draft)), [key, draft]);
  const clear = () => {
    setDraft(empty);
    sessionStorage.removeItem(key);
  };
  return [draft, setDraft, clear] as const;
}
