import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { Icon } from "@/components/Icon";
import type { UrlState } from "@/lib/useUrlState";

type SearchFilterProps = { url: UrlState; label: string; placeholder?: string };

/** Words to look for; they stand in the address as `q` once the typing rests. */
export function SearchFilter({ url, ...rest }: SearchFilterProps) {
  const inUrl = url.get("q");
  const [words, setWords] = useState(inUrl);
  const search = useDebouncedCallback((q: string) => url.set({ q }), 300);
  useEffect(() => setWords(inUrl), [inUrl]);
  return (
    <TextInput
      {...rest}
      type="search"
      size="md"
      leftSection={<Icon name="search" />}
      value={words}
      onChange={({ currentTarget: { value } }) => {
        setWords(value);
        search(value);
      }}
    />
  );
}
